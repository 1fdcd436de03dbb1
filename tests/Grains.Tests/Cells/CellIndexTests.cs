using CsCheck;
using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Cells;

/// <summary>One cell's index while it fills, moves and empties: its grid grows finer and coarser under it.</summary>
public sealed class CellIndexTests
{
    private const int Level = 12;
    private static readonly CellId _cell = CellId.FromPoint(Reports.Obelisco, Level);

    /// <summary>Half of them downtown, as people crowd.</summary>
    private static readonly Gen<GeoPoint> _inside = Gen.Select(
        Gen.Bool, Gen.Double[0, 0.999], Gen.Double[0, 0.999], (downtown, x, y) => downtown ? At(0.5 + x / 20, 0.5 + y / 20) : At(x, y));

    [Fact]
    public void A_cell_that_fills_moves_and_empties_finds_the_nearest_all_along() =>
        Gen.Select(_inside.Array[70_000], _inside.Array[2_000], _inside.Array[20]).Sample(
            (crowd, moves, questions) =>
            {
                var (index, points) = (new CellIndex(_cell), new SortedDictionary<int, GeoPoint>());
                foreach (var size in (int[])[100, 300, 5_000, 70_000])
                {
                    for (var slot = points.Count; slot < size; slot++)
                    {
                        points[slot] = crowd[slot];
                        index.Place(slot, Members.At(Code(slot), crowd[slot]));
                    }
                    Check(index, points, questions);
                }
                for (var i = 0; i < moves.Length; i++)
                {
                    points[i * 30] = moves[i];
                    index.Move(i * 30, Members.At(Code(i * 30), moves[i]).Fix);
                }
                Check(index, points, questions);
                foreach (var left in (int[])[20_000, 2_000, 150, 3])
                {
                    foreach (var slot in points.Keys.Take(points.Count - left).ToArray())
                    {
                        points.Remove(slot);
                        index.Remove(slot);
                    }
                    Check(index, points, questions);
                }
            }, iter: 3);

    private static void Check(CellIndex index, SortedDictionary<int, GeoPoint> points, GeoPoint[] questions)
    {
        foreach (var point in questions)
        {
            var found = index.Nearest(new NearestQuery { Point = point, K = 7 }, 0, (_, _) => true).Select(hit => UnitVector.DistanceM(hit.Chord));
            var truth = points.Values.Select(other => Sphere.DistanceM(point, other)).Order().Take(7);
            Assert.Equal(truth, found, (a, b) => Math.Abs(a - b) < 1e-6);
        }
    }

    /// <summary>By its place in the cell, 0..1 from west and north.</summary>
    private static GeoPoint At(double x, double y) =>
        new(Mercator.Latitude((_cell.Y + y) / _cell.Side), Mercator.Longitude((_cell.X + x) / _cell.Side));

    private static string Code(int slot) => $"E-{slot:D5}";
}
