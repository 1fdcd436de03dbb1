using System.Globalization;
using GrupoGad.Geo;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Commands.Sessions;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using Refusal = GrupoGad.WebFrontend.Hosting.Refusal;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>The view that a session asked for, judged.</summary>
/// <param name="Bounds">Null: no viewport.</param>
/// <param name="Commands">Commands to follow.</param>
internal sealed record Wish(GeoBounds? Bounds, IReadOnlyList<string> Efectivos, bool Board, IReadOnlyList<string> Commands)
{
    public static (Wish? Wish, Refusal? Refusal) Read(Subscribe subscribe, int followedMax, int commandsMax)
    {
        if (subscribe.Viewport is { } viewport && Judge(viewport) is { } fault)
        {
            return (null, fault);
        }
        return (Judge("efectivos", subscribe.Efectivos, followedMax, EfectivoCode.IsValid, EfectivoCode.Rule)
            ?? Judge("commands", subscribe.Commands, commandsMax, CommandId.IsValid, CommandId.Rule)) is { } named
            ? (null, named)
            : (new Wish(Box(subscribe.Viewport), subscribe.Efectivos, subscribe.Board, subscribe.Commands), null);
    }

    private static Refusal? Judge(string field, IReadOnlyList<string> ids, int max, Func<string, bool> isValid, string rule)
    {
        if (ids.Count > max)
        {
            return new Refusal($"subscribe.{field}", ids.Count.ToString(CultureInfo.InvariantCulture), $"at most {max} {field}")
                .Limited(RefusalCodes.TooMany, null, max);
        }
        for (var i = 0; i < ids.Count; i++)
        {
            if (!isValid(ids[i]))
            {
                return new Refusal($"subscribe.{field}[{i}]", ids[i], rule) { Code = RefusalCodes.Malformed };
            }
        }
        return null;
    }

    private static GeoBounds? Box(Viewport? viewport) =>
        viewport is null ? null : new GeoBounds(viewport.South, viewport.West, viewport.North, viewport.East);

    private static Refusal? Judge(Viewport viewport) =>
        Number("south", viewport.South, -90, 90)
        ?? Number("north", viewport.North, -90, 90)
        ?? Number("west", viewport.West, -180, 180)
        ?? Number("east", viewport.East, -180, 180)
        ?? Number("zoom", viewport.Zoom, 0, Viewing.ZoomMax)
        ?? (viewport.South <= viewport.North ? null : Fault("south", viewport.South, "not north of north"));

    private static Refusal? Number(string field, double value, double min, double max) => value >= min && value <= max
        ? null
        : Fault(field, value, string.Create(CultureInfo.InvariantCulture, $"{min}..{max}")).Limited(RefusalCodes.OutOfRange, min, max);

    private static Refusal Fault(string field, double value, string rule) =>
        new($"subscribe.viewport.{field}", value.ToString(CultureInfo.InvariantCulture), rule) { Code = RefusalCodes.OutOfRange };
}
