using System.Collections.Frozen;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Ingest.Grpc;

namespace GrupoGad.WebFrontend.Live;

/// <summary>Codes of refusals that the <c>Error</c> frame has, as its .proto file spells them. Part of the protocol: append only.</summary>
public static class ErrorCodes
{
    private static readonly FrozenDictionary<string, string> Spelled = new[]
    {
        RefusalCodes.Malformed, RefusalCodes.WrongType, RefusalCodes.TooLarge, RefusalCodes.Forbidden, RefusalCodes.OutOfRange, RefusalCodes.TooMany,
        RefusalCodes.Flood, RefusalCodes.Unavailable,
    }.ToFrozenDictionary(code => code, WireNames.Field);

    public static IReadOnlyList<string> All => Spelled.Values;

    /// <summary>The code of an <c>Error</c> frame; malformed for a refusal whose code these frames do not have.</summary>
    public static string Of(Refusal refusal) => Spelled.GetValueOrDefault(refusal.Code, RefusalCodes.Malformed);
}
