using System.Globalization;

namespace GrupoGad.History;

/// <summary>Whether a question about the past was answered. Numbers are sent: append only.</summary>
public enum HistoryOutcome
{
    Answered = 1,

    /// <summary>More than one answer may hold; the limit says of what.</summary>
    TooMany = 2,

    /// <summary>The store gave up on it after the time a question may take.</summary>
    TooSlow = 3,

    /// <summary>This installation runs in memory and keeps no past.</summary>
    NotKept = 4,

    /// <summary>The area is not a shape: its rings cross themselves or each other.</summary>
    BrokenArea = 5,
}

/// <summary>The outcome of a question, and the limit that it met.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.HistoryVerdict)]
public readonly record struct HistoryVerdict
{
    public static readonly HistoryVerdict Answered = new() { Outcome = HistoryOutcome.Answered };

    public static readonly HistoryVerdict NotKept = new() { Outcome = HistoryOutcome.NotKept, Rule = "this installation runs in memory and keeps no history" };

    /// <summary>More than an answer may hold.</summary>
    /// <param name="of">Of what, and what to ask for instead.</param>
    public static HistoryVerdict TooMany(int limit, string of) => new()
    {
        Outcome = HistoryOutcome.TooMany, Rule = string.Create(CultureInfo.InvariantCulture, $"at most {limit} {of}"),
    };

    [Id(0)] public required HistoryOutcome Outcome { get; init; }

    /// <summary>In words, with the number; null when answered.</summary>
    [Id(1)] public string? Rule { get; init; }

    public bool IsAnswered => Outcome == HistoryOutcome.Answered;
}
