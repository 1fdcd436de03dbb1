namespace GrupoGad.Operations;

/// <summary>Where an operation stands. Numbers are stored and sent: append only.</summary>
public enum OperationStatus
{
    Planned = 1,
    InProgress = 2,
    Paused = 3,

    /// <summary>TAREA FINALIZADA.</summary>
    Completed = 4,

    Cancelled = 5,
}

/// <summary>Numbers are stored and sent: append only.</summary>
public enum OperationType
{
    Patrol = 1,
    Investigation = 2,
    Surveillance = 3,
    Intervention = 4,
    Administrative = 5,
    Training = 6,
    Emergency = 7,
}

/// <summary>Numbers are stored and sent: append only.</summary>
public enum OperationPriority
{
    Low = 1,
    Medium = 2,
    High = 3,
    Urgent = 4,
    Critical = 5,
}
