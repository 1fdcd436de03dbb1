using System.Collections.Immutable;

namespace GrupoGad.Commands;

/// <summary>Reads the ledger. Stateless. Key: any.</summary>
[Alias(Aliases.CommandDirectoryGrain)]
public interface ICommandDirectoryGrain : IGrainWithIntegerKey
{
    [ResponseTimeout("00:00:10"), Alias(nameof(Find))]
    ValueTask<CommandPage> Find(CommandQuery query, CancellationToken cancellation = default);

    /// <summary>Reads one command from the ledger, without its grain, with a page of ladders after a code. Null: never issued. Limit 1–1,000.</summary>
    [ResponseTimeout("00:00:10"), Alias(nameof(Read))]
    ValueTask<LadderPage?> Read(string commandId, string after, int limit, CancellationToken cancellation = default);
}

[GenerateSerializer, Immutable, Alias(Aliases.CommandQuery)]
public sealed record CommandQuery
{
    /// <summary>Empty: any.</summary>
    [Id(0)] public string OperationId { get; init; } = "";

    /// <summary>A recipient; empty: any.</summary>
    [Id(1)] public string EfectivoId { get; init; } = "";

    /// <summary>Issued at or after, UTC.</summary>
    [Id(2)] public DateTime? From { get; init; }

    /// <summary>Issued before, UTC.</summary>
    [Id(3)] public DateTime? To { get; init; }

    /// <summary>Only commands with a missing answer.</summary>
    [Id(4)] public bool OpenOnly { get; init; }

    /// <summary>Where the page before ended; empty: from the newest. By time of issue, newest first.</summary>
    [Id(5)] public string After { get; init; } = "";

    /// <summary>1–500.</summary>
    [Id(6)] public required int Limit { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.CommandPage)]
public sealed record CommandPage
{
    [Id(0)] public required ImmutableArray<CommandSummary> Commands { get; init; }

    [Id(1)] public string Next { get; init; } = "";
}
