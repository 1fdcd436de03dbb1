using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Geo;

namespace GrupoGad.Commands;

/// <summary>Finds the recipients of a command, once, when it is issued. Entries without a match are reported one by one; each efectivo counts once.</summary>
internal sealed class RecipientSearch(IRecipientDirectory directory, ICommandedOperations operations, ISearchGrain areas, int limit)
{
    private const int PageMax = 5_000;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly ImmutableArray<string>.Builder _found = ImmutableArray.CreateBuilder<string>();
    private readonly List<UnknownRecipient> _unknown = [];

    public ImmutableArray<string> Found => _found.ToImmutable();

    public ImmutableArray<UnknownRecipient> Unknown => [.. _unknown];

    public bool TooMany => _found.Count > limit;

    public async Task Run(ImmutableArray<Recipients> asked, CancellationToken cancellation)
    {
        await Single(asked, cancellation);
        foreach (var entry in asked.Where(entry => entry.Kind != RecipientKind.Efectivo))
        {
            if (TooMany)
            {
                return;
            }
            var (found, rule) = entry.Kind switch
            {
                RecipientKind.Operation => await PeopleOf(entry.Value, cancellation),
                RecipientKind.Area => (await Inside(entry, cancellation), "nobody is inside"),
                _ => (await directory.Of(entry.Kind, entry.Value, limit + 1, cancellation), "nobody has it"),
            };
            Add(found);
            if (found.Count == 0)
            {
                _unknown.Add(new UnknownRecipient(entry.Kind, entry.Value, rule));
            }
        }
    }

    private async Task Single(ImmutableArray<Recipients> asked, CancellationToken cancellation)
    {
        var codes = asked.Where(entry => entry.Kind == RecipientKind.Efectivo).Select(entry => entry.Value).Distinct(StringComparer.Ordinal).ToArray();
        if (codes.Length == 0)
        {
            return;
        }
        var known = await directory.Known(codes, cancellation);
        Add(codes.Where(known.Contains));
        _unknown.AddRange(codes.Where(code => !known.Contains(code)).Select(code => new UnknownRecipient(RecipientKind.Efectivo, code, "no such efectivo")));
    }

    private async Task<(IReadOnlyCollection<string> Found, string Rule)> PeopleOf(string operationId, CancellationToken cancellation) =>
        await operations.Describe(operationId, cancellation) is { } operation
            ? (operation.Assignments.Where(assignment => assignment.IsOpen).Select(assignment => assignment.EfectivoId).ToArray(), "nobody is assigned")
            : ([], "no such operation");

    private async Task<IReadOnlyCollection<string>> Inside(Recipients area, CancellationToken cancellation)
    {
        var ring = area.Ring.Length > 0 ? new Ring(area.Ring) : null;
        var bounds = ring?.Bounds ?? Circle.BoundsOf(area.Centre!.Value, area.RadiusM);
        var inside = new HashSet<string>(StringComparer.Ordinal);
        var cursor = "";
        do
        {
            var page = await areas.Within(new AreaQuery { Bounds = bounds, Limit = PageMax, Cursor = cursor }, cancellation);
            inside.UnionWith(page.Members.Where(member => IsInside(member.Fix.Point)).Select(member => member.EfectivoId));
            cursor = page.Next;
        }
        while (cursor.Length > 0 && inside.Count <= limit);
        return inside;

        bool IsInside(GeoPoint point) => ring?.Contains(point) ?? Sphere.DistanceM(area.Centre!.Value, point) <= area.RadiusM;
    }

    private void Add(IEnumerable<string> efectivos)
    {
        foreach (var efectivo in efectivos)
        {
            if (_found.Count <= limit && _seen.Add(efectivo))
            {
                _found.Add(efectivo);
            }
        }
    }
}
