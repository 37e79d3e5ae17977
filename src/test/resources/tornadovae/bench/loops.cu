// What the tests of the decoder count: a loop of multiply-adds within another, and a kernel without loops.
// nvcc -arch=sm_90 -cubin -Xptxas -v loops.cu -o loops-sm_90.cubin; likewise sm_80. Made by nvcc 13.0.

extern "C" __global__ void sums(const float *a, const float *b, float *c, int rows, int length) {
    __shared__ float tile[32];
    for (int i = 0; i < rows; i++) {
        tile[threadIdx.x] = b[i];
        __syncthreads();
        float sum = 0;
#pragma unroll 1
        for (int k = 0; k < length; k += 8)
#pragma unroll
            for (int u = 0; u < 8; u++) sum += a[k + u] * tile[u];
        c[i] = sum;
        __syncthreads();
    }
}

extern "C" __global__ void straight(float *c) {
    c[threadIdx.x] = c[threadIdx.x] * 2.5f + 1.5f;
}
