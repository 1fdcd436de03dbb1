using System.Collections.Immutable;

namespace GrupoGad.Operations;

/// <summary>The stored document of a commander's diary.</summary>
[GenerateSerializer, Immutable, Alias("gad.state.commander")]
public sealed record CommanderState
{
    [Id(0)] public ImmutableArray<DiaryEntry> Entries { get; init; } = [];
}

/// <summary>One booking in a diary, and the operation that made it.</summary>
[GenerateSerializer, Immutable, Alias("gad.state.commander.entry")]
public sealed record DiaryEntry([property: Id(0)] string OperationId, [property: Id(1)] Booking Booking);
