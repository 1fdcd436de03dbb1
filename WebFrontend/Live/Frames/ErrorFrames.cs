using GrupoGad.Protocol.V1;
using Refusal = GrupoGad.WebFrontend.Hosting.Refusal;

namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>Writes a refusal of a client's frame as the <c>Error</c> of the protocol.</summary>
internal static class ErrorFrames
{
    /// <summary>Characters of a value, the sign of a cut one included.</summary>
    public const int ValueMax = 64;

    /// <param name="batchId">The batch that is refused; 0: none.</param>
    public static Error Of(Refusal refusal, ulong batchId = 0) => new()
    {
        Code = ErrorCodes.Of(refusal),
        Field = refusal.Field,
        Value = Refusal.Excerpt(refusal.Value, ValueMax - 1) ?? "",
        Rule = refusal.Rule,
        BatchId = batchId,
    };
}
