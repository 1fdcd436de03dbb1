namespace GrupoGad.Fences;

/// <summary>On which side of a line a point lies, never wrong: rounding must not put a position on an edge to one side of it.</summary>
/// <remarks>
/// Source: J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", 1997: a determinant of doubles with a
/// bound on its error, and exact arithmetic when the bound does not decide. Exact for degrees of 1e-100 or more, and 0.
/// </remarks>
internal static class Orientation
{
    /// <summary>(3 + 16ε)ε with ε = 2⁻⁵³.</summary>
    private const double ErrorBound = 3.3306690738754716e-16;

    /// <summary>1: left of the way from a to b; −1: right of it; 0: exactly on its line.</summary>
    public static int Sign(double ax, double ay, double bx, double by, double px, double py)
    {
        var (left, right) = ((ax - px) * (by - py), (ay - py) * (bx - px));
        var determinant = left - right;
        var error = ErrorBound * (Math.Abs(left) + Math.Abs(right));
        return determinant > error ? 1 : determinant < -error ? -1 : error == 0 ? 0 : Exact(ax, ay, bx, by, px, py);
    }

    private static int Exact(double ax, double ay, double bx, double by, double px, double py)
    {
        // The determinant multiplied out: six products, each exactly two doubles; their sum as an expansion, smallest part first.
        Span<double> sum = stackalloc double[12];
        var length = 0;
        Add(sum, ref length, ax, by);
        Add(sum, ref length, -ax, py);
        Add(sum, ref length, -px, by);
        Add(sum, ref length, -ay, bx);
        Add(sum, ref length, ay, px);
        Add(sum, ref length, py, bx);
        for (var i = length - 1; i >= 0; i--)
        {
            if (sum[i] != 0)
            {
                return Math.Sign(sum[i]);
            }
        }
        return 0;
    }

    private static void Add(Span<double> sum, ref int length, double x, double y)
    {
        var product = x * y;
        Grow(sum, ref length, Math.FusedMultiplyAdd(x, y, -product));
        Grow(sum, ref length, product);
    }

    /// <summary>Adds one double; what rounding loses at each step stays as a part of its own.</summary>
    private static void Grow(Span<double> sum, ref int length, double value)
    {
        for (var i = 0; i < length; i++)
        {
            var total = value + sum[i];
            var virtualPart = total - value;
            sum[i] = value - (total - virtualPart) + (sum[i] - virtualPart);
            value = total;
        }
        sum[length++] = value;
    }
}
