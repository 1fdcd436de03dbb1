using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Tracks;

namespace GrupoGad.WebFrontend.Tests.Doors;

/// <summary>As many fixes as the code's last part says (none where it is no number), one a minute from the start of the question; paged.</summary>
internal sealed class MadeUpTracks : ITrackHistory
{
    public ValueTask<TrackPage> Read(TrackQuery query, CancellationToken cancellation)
    {
        _ = int.TryParse(query.EfectivoId.Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture, out var all);
        var page = Enumerable.Range(0, all).Select(minute => query.From.AddMinutes(minute)).TakeWhile(time => time < query.To)
            .Take(query.Limit).Select(time => new Fix { Point = new GeoPoint(-34.6 + time.Minute * 0.001, -58.4), DeviceTime = time }).ToImmutableArray();
        return ValueTask.FromResult(new TrackPage { Fixes = page, NextFrom = all > page.Length && page.Length > 0 ? page[^1].DeviceTime.AddMinutes(1) : null });
    }
}

/// <summary>One efectivo, found by part of its name.</summary>
internal sealed class MadeUpDirectory : IEfectivoDirectory
{
    public ValueTask<ImmutableArray<EfectivoSummary>> Find(string text, int limit, CancellationToken cancellation) =>
        ValueTask.FromResult<ImmutableArray<EfectivoSummary>>("Móvil 7".Contains(text, StringComparison.OrdinalIgnoreCase)
            ? [new EfectivoSummary { EfectivoId = "M-7", DisplayName = "Móvil 7", Unit = "Sur", Availability = Availability.Available }]
            : []);
}
