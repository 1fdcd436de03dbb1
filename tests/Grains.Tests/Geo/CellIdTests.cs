using CsCheck;

namespace GrupoGad.Geo;

public sealed class CellIdTests
{
    /// <summary>Degrees lost to rounding between a point's cell and that cell's edges: a tenth of a millimetre.</summary>
    private const double Grace = 1e-9;

    [Fact]
    public void The_bounds_of_a_points_cell_contain_the_point() =>
        Gen.Select(Gens.Point, Gens.Level).Sample((point, level) =>
        {
            var b = CellId.FromPoint(point, level).Bounds;
            Assert.InRange(point.Latitude, b.South - Grace, b.North + Grace);
            Assert.InRange(point.Longitude, b.West - Grace, b.East + Grace);
        });

    [Fact]
    public void Every_point_is_in_exactly_one_cell_of_a_small_level() =>
        Gens.Point.Sample(point =>
        {
            var own = CellId.FromPoint(point, 3);
            var all = Enumerable.Range(0, 64).Select(i => new CellId(3, i % 8, i / 8));
            Assert.Single(all, cell => cell == own);
            Assert.All(all.Where(cell => cell != own), cell => Assert.False(StrictlyInside(cell.Bounds, point)));
        });

    [Fact]
    public void The_parent_of_each_child_is_the_cell_itself() =>
        Gen.Select(Gens.Point, Gen.Int[0, CellId.LevelMax - 1]).Sample((point, level) =>
        {
            var cell = CellId.FromPoint(point, level);
            Assert.Equal(4, cell.Children.Distinct().Count());
            Assert.All(cell.Children, child => Assert.Equal(cell, child.Parent));
            Assert.Contains(CellId.FromPoint(point, level + 1), cell.Children);
        });

    [Fact]
    public void The_quadkey_reads_back_as_the_cell() => Gens.Cell.Sample(cell => Assert.Equal(cell, CellId.Parse(cell.ToString())));

    [Fact]
    public void The_number_reads_back_as_the_cell() => Gens.Cell.Sample(cell => Assert.Equal(cell, CellId.FromNumber(cell.ToNumber())));

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("01a")]
    [InlineData("00000000000000000000000")]
    public void What_is_not_a_quadkey_is_refused(string text)
    {
        Assert.False(CellId.TryParse(text, out _));
        Assert.Throws<FormatException>(() => CellId.Parse(text));
    }

    [Fact]
    public void A_known_tile_has_its_published_numbers()
    {
        // OpenStreetMap's tile of the Obelisco, Buenos Aires, at zoom 12, computed by hand from the published formula.
        var cell = CellId.FromPoint(new GeoPoint(-34.6037, -58.3816), 12);
        Assert.Equal(new CellId(12, 1383, 2468), cell);
    }

    [Fact]
    public void The_range_of_a_box_covers_every_point_of_the_box() =>
        Gen.Select(Gens.Bounds, Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, 6]).Sample((bounds, u, v, level) =>
        {
            var width = bounds.CrossesAntimeridian ? bounds.East + 360 - bounds.West : bounds.East - bounds.West;
            var longitude = bounds.West + u * width;
            var point = new GeoPoint(bounds.South + v * (bounds.North - bounds.South), longitude > 180 ? longitude - 360 : longitude);
            var range = CellRange.Of(bounds, level).ToHashSet();
            Assert.Contains(CellId.FromPoint(point, level), range);
            Assert.Equal(range.Count, CellRange.Count(bounds, level));
        });

    private static bool StrictlyInside(GeoBounds b, GeoPoint p) =>
        p.Latitude > b.South + Grace && p.Latitude < b.North - Grace && p.Longitude > b.West + Grace && p.Longitude < b.East - Grace;
}
