namespace GrupoGad.Efectivos;

/// <summary>Newest fixes of an efectivo, kept by its grain in order to judge the next one.</summary>
public readonly record struct LivePosition
{
    /// <summary>The newest accepted report.</summary>
    public required PositionReport Report { get; init; }

    /// <summary>The journal confirmed it: a second report of that instant is a duplicate for certain.</summary>
    public bool Durable { get; init; }

    /// <summary>The last fix refused as implausible, and how many in a row agreed with each other.</summary>
    public Fix? Suspect { get; init; }

    public int SuspectCount { get; init; }
}
