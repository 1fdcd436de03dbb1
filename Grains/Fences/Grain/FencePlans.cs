using System.Text.Json;

namespace GrupoGad.Fences;

internal static class FencePlans
{
    /// <summary>Value by value: lists of a record are compared by what they hold.</summary>
    public static bool Same(FencePlan one, FencePlan other) =>
        JsonSerializer.SerializeToUtf8Bytes(one).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other));
}
