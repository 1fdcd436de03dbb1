using GrupoGad.Cells;
using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.History;
using GrupoGad.Tracks;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.History;

namespace GrupoGad.WebFrontend.Ogc;

/// <summary>
/// The way of each efectivo in the time that is asked for, or in the last 24 hours:
/// a line, or one for each stretch between gaps of more than an hour.
/// </summary>
internal sealed class TracksCollection(IGrainFactory grains, TimeProvider clock) : IOgcCollection
{
    private const int Workers = 8;
    /// <summary>A line is read for each feature.</summary>
    private const int PageMax = 50;

    /// <summary>Fixes of one line: its first ones.</summary>
    private const int FixesMax = 10_000;

    private static readonly TimeSpan Unasked = TimeSpan.FromHours(24);

    /// <summary>The instant that an open beginning stands for: nothing is older.</summary>
    private static readonly DateTime First = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public string Id => "tracks";

    public string Title => "Recorridos";

    public string Description =>
        "Recorrido de cada efectivo en datetime (últimas 24 h si falta); con bbox, quien estuvo dentro. / Way of each efectivo within datetime; with bbox, who was inside.";

    public async Task<OgcFeatures> Page(OgcQuestion question, string cursor, CancellationToken cancellation)
    {
        var (from, to) = Time(question);
        var limit = Math.Min(question.Limit, PageMax);
        IReadOnlyList<string> codes;
        string next;
        if (question.Bounds is { } bounds)
        {
            var inside = await grains.GetGrain<IHistoryGrain>(Random.Shared.Next(Workers)).Inside(
                new InsideQuery { Area = [.. Boxes(bounds)], From = from, To = to }, cancellation);
            if (HistoryRefusals.Of(inside.Verdict, "bbox", null) is { } problem)
            {
                return new OgcFeatures([], "", problem);
            }
            var rest = inside.Visitors.Select(visitor => visitor.EfectivoId).Where(code => string.CompareOrdinal(code, cursor) > 0).Order(StringComparer.Ordinal).ToArray();
            (codes, next) = (rest[..Math.Min(limit, rest.Length)], rest.Length > limit ? rest[limit - 1] : "");
        }
        else
        {
            var page = await grains.GetGrain<ISearchGrain>(Random.Shared.Next(Workers)).Within(
                new AreaQuery { Bounds = OgcQuestion.World, Limit = limit, Cursor = cursor }, cancellation);
            (codes, next) = ([.. page.Members.Select(member => member.EfectivoId)], page.Next);
        }
        var features = new List<ItemFeature>(codes.Count);
        foreach (var code in codes)
        {
            if (await Line(code, from, to, cancellation) is { } line)
            {
                features.Add(line);
            }
        }
        return new OgcFeatures(features, next);
    }

    public Task<ItemFeature?> Find(string id, OgcQuestion question, CancellationToken cancellation)
    {
        var (from, to) = Time(question);
        return EfectivoCode.IsValid(id) ? Line(id, from, to, cancellation) : Task.FromResult<ItemFeature?>(null);
    }

    public bool IsCursor(string cursor, OgcQuestion question) => question.Bounds is null ? AreaCursor.IsValid(cursor) : EfectivoCode.IsValid(cursor);

    private async Task<ItemFeature?> Line(string code, DateTime from, DateTime to, CancellationToken cancellation)
    {
        var page = await grains.GetGrain<ITrackGrain>(Random.Shared.Next(Workers)).Read(
            new TrackQuery { EfectivoId = code, From = from, To = to, Limit = FixesMax }, cancellation);
        return page.Fixes.IsEmpty ? null : new ItemFeature(
            code, GeoJsonShapes.Ways(page.Fixes), new TrackProperties(code, page.Fixes[0].DeviceTime, page.Fixes[^1].DeviceTime, page.Fixes.Length, page.NextFrom is not null));
    }

    private (DateTime From, DateTime To) Time(OgcQuestion question)
    {
        // The end of a track's time is excluded, that of a question included.
        var to = question.To?.AddMilliseconds(1) ?? clock.GetUtcNow().UtcDateTime;
        return (question.From ?? (question.To is null ? to - Unasked : First), to);
    }

    private static IEnumerable<FencePart> Boxes(GeoBounds bounds) => bounds.CrossesAntimeridian
        ? [Box(bounds with { East = 180 }), Box(bounds with { West = -180 })]
        : [Box(bounds)];

    private static FencePart Box(GeoBounds bounds) => new()
    {
        Outer = [new(bounds.South, bounds.West), new(bounds.South, bounds.East), new(bounds.North, bounds.East), new(bounds.North, bounds.West)],
    };

    /// <param name="Cut">There are more fixes than a line holds: ask for less time.</param>
    private sealed record TrackProperties(string EfectivoId, DateTime Start, DateTime End, int Fixes, bool Cut);
}
