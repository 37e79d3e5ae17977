package tornadovae.math;

/** Order statistics without sorting (Hoare 1961): the k-th smallest in time that grows with n. */
final class Selection {

    private Selection() {}

    /**
     * The k-th smallest value, k = 1 … n.
     *
     * @param values without NaN; left in another order
     */
    static double smallest(double[] values, int k) {
        int low = 0, high = values.length - 1, wanted = k - 1;
        while (low < high) {
            // the middle of three, so that sorted values are no worst case
            double a = values[low], b = values[(low + high) >>> 1], c = values[high];
            double pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
            int left = low, right = high;
            while (left <= right) {
                while (values[left] < pivot) left++;
                while (values[right] > pivot) right--;
                if (left <= right) {
                    double swapped = values[left];
                    values[left++] = values[right];
                    values[right--] = swapped;
                }
            }
            if (wanted <= right) {
                high = right;
            } else if (wanted >= left) {
                low = left;
            } else {
                return values[wanted];
            }
        }
        return values[wanted];
    }
}
