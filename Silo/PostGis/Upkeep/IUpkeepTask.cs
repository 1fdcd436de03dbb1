namespace GrupoGad.Silo.PostGis.Upkeep;

/// <summary>A task of database upkeep, run by one silo at a time.</summary>
internal interface IUpkeepTask
{
    /// <summary>One word, used in the table of runs and as a tag.</summary>
    string Name { get; }

    /// <summary>Interval of a short task that runs at any time of day. Null for a task that runs once in each window.</summary>
    TimeSpan? Every { get; }

    /// <summary>Runs on the session of the leader only. A run that is stopped at any statement must be safe to repeat.</summary>
    /// <returns>A few words for the record of the run.</returns>
    Task<string> Run(LeaderSession session, CancellationToken cancellation);
}
