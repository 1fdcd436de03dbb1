using GrupoGad.WebFrontend.Hosting;

namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>What was wrong with a client's frame, as its <c>Error</c> answer says it.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Field">Path of the field, e.g. <c>subscribe.viewport.south</c>.</param>
/// <param name="Value">What it was, cut to <see cref="ValueMax"/> characters.</param>
/// <param name="Rule">What it should be.</param>
/// <param name="BatchId">The batch it is about; 0 none.</param>
internal sealed record FrameFault(string Code, string Field, string Value, string Rule, ulong BatchId = 0)
{
    public const int ValueMax = 64;

    private const int FieldMax = 200;

    public string Field { get; init; } = Violation.Shorten(Field, FieldMax)!;

    public string Value { get; } = Violation.Shorten(Value, ValueMax - 1)!;
}
