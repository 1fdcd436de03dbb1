namespace GrupoGad.Commands;

/// <summary>Step of a command for one recipient, sent to its client because another person reported the step.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.CommandEnd)]
public sealed record CommandEnd
{
    [Id(0)] public required string CommandId { get; init; }

    /// <summary>Where its ladder stands now; Withdrawn, Expired and what is left unanswered: it asks for nothing any more.</summary>
    [Id(1)] public required LadderStep Stands { get; init; }

    [Id(2)] public string Reason { get; init; } = "";

    /// <summary>The actor that brought it there: an operator, or <c>system</c>.</summary>
    [Id(3)] public string Actor { get; init; } = "";

    /// <summary>A session that knows, because it said so itself; empty: none does.</summary>
    [Id(4)] public string KnownBy { get; init; } = "";
}
