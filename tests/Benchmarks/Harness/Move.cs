using GrupoGad.Geo;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Benchmarks.Harness;

/// <summary>One row of a <see cref="CellFrame"/>, read as <c>live.proto</c> says and not by the product's own code.</summary>
/// <param name="AgeS">Age of the fix at the frame's tick, seconds; negative when the device's clock is ahead.</param>
public readonly record struct Move(uint Slot, GeoPoint Point, int AgeS)
{
    private const double StepsOfCell = 16_384;

    /// <summary>All rows of a frame.</summary>
    public static IEnumerable<Move> Of(CellFrame frame)
    {
        var cell = CellId.FromNumber(frame.Cell);
        var rows = frame.Rows;
        for (var at = 0; at + 4 <= rows.Count;)
        {
            var (slot, x, y, aged) = (rows[at], rows[at + 1], rows[at + 2], rows[at + 3]);
            // Course and speed follow only where their flags say so.
            at += 4 + (int)(aged >> 1 & 1) + (int)(aged & 1);
            var age = aged >> 2;
            yield return new Move(
                slot,
                new GeoPoint(
                    Mercator.Latitude((cell.Y + (y + 0.5) / StepsOfCell) / cell.Side), Mercator.Longitude((cell.X + (x + 0.5) / StepsOfCell) / cell.Side)),
                (int)(age >> 1) ^ -(int)(age & 1));
        }
    }
}
