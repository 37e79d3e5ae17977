#!/usr/bin/env python3
"""What PyTorch reaches on the workloads of 'bench train': a line of JSON a case, as soon as it is measured.

    python3 torch_vae.py --workloads W1,W5 --modes eager,compile --replicas 1,16,64,256

modes, each the whole training step on data that are on the device already:
  eager     forward, backward and Adam (foreach), a kernel an op
  graph     the same, with fused Adam, replayed as one CUDA graph
  compile   torch.compile of forward and loss, fused Adam, replayed as one CUDA graph
  vmap      R models as one: vmap of the gradient over stacked parameters, Adam on the stacks, replayed as one CUDA graph
Matrix products are in float32 (no TF32). One model alone is what R of 'bench train' would be one after another; vmap is what
they are together. All R see the same minibatch, which spares PyTorch R − 1 copies of it; 'bench train' gives each its own.
"""
import argparse
import json
import statistics
import sys
import time

WORKLOADS = {  # hidden layers, latent dimensions, batch, Gaussian decoder
    "W1": ([500], 20, 100, False), "W2": ([512, 256], 10, 256, False), "W3": ([500], 20, 1000, False),
    "W4": ([500], 2, 128, True), "W5": ([1024, 1024], 32, 512, False)}
PIXELS, IMAGES = 784, 60_000

options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
options.add_argument("--workloads", default="W1,W2,W3,W4,W5")
options.add_argument("--modes", default="eager,graph,compile,vmap")
options.add_argument("--replicas", default="1,16,64,256", help="of vmap; the other modes train one model")
options.add_argument("--device", default="cuda")
options.add_argument("--windows", type=int, default=7)
options.add_argument("--seconds", type=float, default=0.3, help="length of a window")
options.add_argument("--images", type=int, default=IMAGES, help="of the data set; fewer for a rehearsal")
options = options.parse_args()



def left_out(reason):
    print(f"torch_vae.py: {reason}; its figures are left out.", file=sys.stderr)
    sys.exit(3)


try:
    import torch
    import torch.nn.functional as F
except ImportError as reason:
    left_out(f"PyTorch is not here ({reason})")
if options.device == "cuda" and not torch.cuda.is_available():
    left_out("PyTorch sees no CUDA device")
torch.manual_seed(0)
ON_GPU = options.device == "cuda"


class Model:
    """A VAE with tanh layers whose parameters are a list of tensors, so that the same lines serve one model and, by vmap, many."""

    def __init__(self, workload, replicas=None):
        hidden, self.latent, self.batch, self.gaussian = WORKLOADS[workload]
        self.layers = len(hidden)
        encoder = [PIXELS] + hidden + [2 * self.latent]
        decoder = [self.latent] + hidden[::-1] + [PIXELS * (2 if self.gaussian else 1)]
        lead = [] if replicas is None else [replicas]
        self.parameters = []
        for sizes in (encoder, decoder):
            for fan_in, fan_out in zip(sizes, sizes[1:]):
                bound = (6 / (fan_in + fan_out)) ** 0.5
                self.parameters.append((torch.rand(lead + [fan_out, fan_in], device=options.device) * 2 - 1) * bound)
                self.parameters.append(torch.zeros(lead + [fan_out], device=options.device))

    def loss(self, parameters, x, epsilon):
        """−ELBO in nats per image."""
        def network(y, first):
            for i in range(self.layers + 1):
                y = F.linear(y, parameters[first + 2 * i], parameters[first + 2 * i + 1])
                if i < self.layers: y = torch.tanh(y)
            return y
        mu, logvar = network(x, 0).chunk(2, 1)
        out = network(mu + torch.exp(0.5 * logvar) * epsilon, 2 * (self.layers + 1))
        kl = -0.5 * (1 + logvar - mu * mu - logvar.exp()).sum()
        if self.gaussian:
            mean, lv = out.chunk(2, 1)
            lv = lv.clamp(min=-8)
            nll = 0.5 * (lv + (x - mean) ** 2 * torch.exp(-lv)).sum()
        else:
            nll = F.binary_cross_entropy_with_logits(out, x, reduction="sum")
        return (nll + kl) / x.shape[0]


def one(workload, mode):
    model = Model(workload)
    parameters = [p.requires_grad_() for p in model.parameters]
    graphed = ON_GPU and mode != "eager"
    adam = torch.optim.Adam(parameters, lr=1e-3, **({"fused": True, "capturable": True} if graphed else {"foreach": True}))
    loss = torch.compile(model.loss) if mode == "compile" else model.loss

    def step(x):
        adam.zero_grad(set_to_none=not graphed)
        loss(parameters, x, torch.randn(model.batch, model.latent, device=options.device)).backward()
        adam.step()
    return model.batch, step, graphed


def many(workload, replicas):
    model = Model(workload, replicas)
    gradient = torch.func.vmap(torch.func.grad(model.loss))
    stacks = model.parameters
    m, v = [torch.zeros_like(p) for p in stacks], [torch.zeros_like(p) for p in stacks]
    t = torch.zeros((), device=options.device)

    def step(x):  # Adam on all stacks: its numbers are those of each replica's own
        epsilon = torch.randn(replicas, model.batch, model.latent, device=options.device)
        g = gradient(stacks, x.expand(replicas, -1, -1), epsilon)
        t.add_(1)
        torch._foreach_lerp_(m, g, 0.1)
        torch._foreach_mul_(v, 0.999)
        torch._foreach_addcmul_(v, g, g, 0.001)
        root = torch._foreach_sqrt(v)
        torch._foreach_div_(root, (1 - 0.999 ** t).sqrt())
        torch._foreach_add_(root, 1e-8)
        update = torch._foreach_div(m, root)
        torch._foreach_mul_(update, -1e-3 / (1 - 0.9 ** t))
        torch._foreach_add_(stacks, update)
    return model.batch * replicas, step, ON_GPU


def synchronise():
    if ON_GPU: torch.cuda.synchronize()


def measure(batch, images, step, graphed):
    """Images/s of each window."""
    n = 0
    if graphed:
        static, side = images[:batch].clone(), torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3): step(static)
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph): step(static)

    def next_step():
        nonlocal n
        first = n % (len(images) // batch) * batch
        n += 1
        if graphed:
            static.copy_(images[first:first + batch])
            graph.replay()
        else:
            step(images[first:first + batch])

    begin, steps = time.perf_counter(), 0
    while steps < 3 or time.perf_counter() - begin < options.seconds:
        next_step()
        synchronise()
        steps += 1
    steps = max(1, int(options.seconds / ((time.perf_counter() - begin) / steps)))
    rates = []
    for _ in range(options.windows):
        begin = time.perf_counter()
        for _ in range(steps): next_step()
        synchronise()
        rates.append(steps / (time.perf_counter() - begin))
    return rates


device = torch.cuda.get_device_name() if ON_GPU else "cpu"
images = torch.rand(options.images, PIXELS, device=options.device)
for mode in options.modes.split(","):
    for workload in options.workloads.split(","):
        for replicas in [int(r) for r in options.replicas.split(",")] if mode == "vmap" else [1]:
            line = {"torch": torch.__version__, "cuda": torch.version.cuda, "device": device, "workload": workload, "mode": mode,
                    "replicas": replicas}
            try:
                shown, step, graphed = many(workload, replicas) if mode == "vmap" else one(workload, mode)
                rates = measure(WORKLOADS[workload][2], images, step, graphed)
                line |= {"imagesPerSecond": statistics.median(rates) * shown, "least": min(rates) * shown,
                         "most": max(rates) * shown}
            except Exception as failure:  # one case that does not fit leaves the others
                line["failed"] = f"{type(failure).__name__}: {str(failure).splitlines()[0] if str(failure) else ''}"
            print(json.dumps(line), flush=True)
            shown = step = None
            if ON_GPU: torch.cuda.empty_cache()
