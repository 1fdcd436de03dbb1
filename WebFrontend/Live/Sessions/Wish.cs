using System.Globalization;
using GrupoGad.Geo;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>What a session asked to look at, judged.</summary>
/// <param name="Bounds">Null: no viewport.</param>
internal sealed record Wish(GeoBounds? Bounds, IReadOnlyList<string> Efectivos)
{
    public static (Wish? Wish, FrameFault? Fault) Read(Subscribe subscribe, int followedMax)
    {
        if (subscribe.Viewport is { } viewport && Judge(viewport) is { } fault)
        {
            return (null, fault);
        }
        if (subscribe.Efectivos.Count > followedMax)
        {
            var count = subscribe.Efectivos.Count.ToString(CultureInfo.InvariantCulture);
            return (null, new FrameFault(ErrorCodes.TooMany, "subscribe.efectivos", count, $"at most {followedMax} efectivos"));
        }
        for (var i = 0; i < subscribe.Efectivos.Count; i++)
        {
            if (!EfectivoCode.IsValid(subscribe.Efectivos[i]))
            {
                return (null, new FrameFault(ErrorCodes.Malformed, $"subscribe.efectivos[{i}]", subscribe.Efectivos[i], EfectivoCode.Rule));
            }
        }
        return (new Wish(Box(subscribe.Viewport), subscribe.Efectivos), null);
    }

    private static GeoBounds? Box(Viewport? viewport) =>
        viewport is null ? null : new GeoBounds(viewport.South, viewport.West, viewport.North, viewport.East);

    private static FrameFault? Judge(Viewport viewport) =>
        Number("south", viewport.South, -90, 90)
        ?? Number("north", viewport.North, -90, 90)
        ?? Number("west", viewport.West, -180, 180)
        ?? Number("east", viewport.East, -180, 180)
        ?? Number("zoom", viewport.Zoom, 0, Viewing.ZoomMax)
        ?? (viewport.South <= viewport.North ? null : Fault("south", viewport.South, "not north of north"));

    private static FrameFault? Number(string field, double value, double min, double max) =>
        value >= min && value <= max ? null : Fault(field, value, string.Create(CultureInfo.InvariantCulture, $"{min}..{max}"));

    private static FrameFault Fault(string field, double value, string rule) =>
        new(ErrorCodes.OutOfRange, $"subscribe.viewport.{field}", value.ToString(CultureInfo.InvariantCulture), rule);
}
