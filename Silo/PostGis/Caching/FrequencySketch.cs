namespace GrupoGad.Silo.PostGis.Caching;

/// <summary>About how often keys were asked for lately, in a few kilobytes whatever their number. Never too low but for ageing.</summary>
/// <remarks>Source: the count-min sketch of Cormode and Muthukrishnan, with the halving of TinyLFU (Einziger, Friedman, Manes). Not thread safe.</remarks>
internal sealed class FrequencySketch
{
    private const int Rows = 4;
    private const int Width = 4_096;

    /// <summary>After so many notes all counts are halved: what was asked for often last week makes room for what is asked for now.</summary>
    private const int HalveAfter = Width * 10;

    private readonly byte[] _counts = new byte[Rows * Width];
    private int _noted;

    public void Note(int hash)
    {
        for (var row = 0; row < Rows; row++)
        {
            ref var count = ref _counts[Slot(hash, row)];
            count += count < byte.MaxValue ? (byte)1 : (byte)0;
        }
        if (++_noted >= HalveAfter)
        {
            _noted /= 2;
            for (var i = 0; i < _counts.Length; i++)
            {
                _counts[i] /= 2;
            }
        }
    }

    public int Of(int hash)
    {
        var least = int.MaxValue;
        for (var row = 0; row < Rows; row++)
        {
            least = Math.Min(least, _counts[Slot(hash, row)]);
        }
        return least;
    }

    /// <summary>One odd multiplier a row, the highest bits of the product.</summary>
    private static int Slot(int hash, int row) => row * Width + (int)((uint)hash * (0x9E37_79B9u + (uint)row * 0x85EB_CA76u | 1) >> 20);
}
