using System.Numerics;
using CsCheck;

namespace GrupoGad.Fences;

public sealed class OrientationTests
{
    private static readonly Gen<double> Degrees = Gen.Select(Gen.Double[-180, 180], Gen.Int[0, 3], (value, kind) => kind == 0 ? Math.Round(value, 1) : value);

    [Fact]
    public void It_is_never_wrong_about_three_places_almost_in_one_line() =>
        Gen.Select(Degrees, Degrees, Degrees, Degrees, Gen.Double[0, 1], Gen.Int[-3, 3], Gen.Int[-3, 3]).Sample((ax, ay, bx, by, along, nudgeX, nudgeY) =>
        {
            var (px, py) = (Nudged(ax + along * (bx - ax), nudgeX), Nudged(ay + along * (by - ay), nudgeY));
            Assert.Equal(Exact(ax, ay, bx, by, px, py), Orientation.Sign(ax, ay, bx, by, px, py));
        }, iter: 100_000);

    [Theory]
    [InlineData(0, 0, 1, 1, 0.5, 0.5, 0)]
    [InlineData(0, 0, 1, 1, 0, 1, 1)]
    [InlineData(0, 0, 1, 1, 1, 0, -1)]
    [InlineData(2, 2, 2, 2, 2, 2, 0)]
    public void Left_is_one_and_right_is_minus_one(double ax, double ay, double bx, double by, double px, double py, int expected) =>
        Assert.Equal(expected, Orientation.Sign(ax, ay, bx, by, px, py));

    private static double Nudged(double value, int steps)
    {
        // Beside 0 the next doubles are so small that their products vanish: 1e-300 degrees is 0 to us.
        steps = value == 0 ? 0 : steps;
        for (; steps > 0; steps--)
        {
            value = Math.BitIncrement(value);
        }
        for (; steps < 0; steps++)
        {
            value = Math.BitDecrement(value);
        }
        return value;
    }

    /// <summary>With whole numbers: every double is one, times a power of two.</summary>
    private static int Exact(double ax, double ay, double bx, double by, double px, double py)
    {
        var (x1, y1, x2, y2) = (Whole(bx) - Whole(ax), Whole(by) - Whole(ay), Whole(px) - Whole(ax), Whole(py) - Whole(ay));
        return (x1 * y2 - y1 * x2).Sign;
    }

    private static BigInteger Whole(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52 & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFF | (exponent == 0 ? 0 : 1L << 52);
        return new BigInteger(bits < 0 ? -mantissa : mantissa) << Math.Max(1, exponent);
    }
}
