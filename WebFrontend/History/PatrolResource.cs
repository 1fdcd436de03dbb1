using GrupoGad.History;

namespace GrupoGad.WebFrontend.History;

/// <summary>The part of an area that was visited.</summary>
/// <param name="Visited">Cells that somebody came to.</param>
/// <param name="Share">Of all cells of the area, 0–1.</param>
/// <param name="Cells">All of the area; those without a first time were missed.</param>
/// <param name="Streets">Null where no roads are loaded.</param>
internal sealed record PatrolResource(
    DateTime From, DateTime To, int Level, int Total, int Visited, double Share, IReadOnlyList<PatrolledCellResource> Cells,
    IReadOnlyList<PatrolledStreetResource>? Streets)
{
    public static PatrolResource Of(PatrolQuery query, PatrolReport report)
    {
        var visited = report.Cells.Count(cell => cell.First is not null);
        return new(
            query.From, query.To, query.Level, report.Cells.Length, visited, report.Cells.IsEmpty ? 0 : Math.Round(visited / (double)report.Cells.Length, 4),
            [.. report.Cells.Select(PatrolledCellResource.Of)],
            report.Streets?.Select(street => new PatrolledStreetResource(
                street.Name, Math.Round(street.LengthM, 1), Math.Round(street.VisitedM, 1), street.First, street.Last)).ToArray());
    }
}

/// <param name="Cell">Quadkey.</param>
/// <param name="Interpolated">No fix was in it, only the straight way between two.</param>
internal sealed record PatrolledCellResource(
    string Cell, int X, int Y, DateTime? First, DateTime? Last, int Visits, bool Interpolated, IReadOnlyList<string> Efectivos)
{
    public static PatrolledCellResource Of(PatrolledCell cell) => new(
        cell.Cell.ToString(), cell.Cell.X, cell.Cell.Y, cell.First, cell.Last, cell.Visits, cell.Interpolated, cell.Efectivos);
}

/// <param name="LengthM">Of its pieces that touch the area.</param>
/// <param name="VisitedM">Of those that somebody came within 25 m of.</param>
internal sealed record PatrolledStreetResource(string Name, double LengthM, double VisitedM, DateTime? First, DateTime? Last);
