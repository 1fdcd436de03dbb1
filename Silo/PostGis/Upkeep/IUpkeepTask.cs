namespace GrupoGad.Silo.PostGis.Upkeep;

/// <summary>Something that is done to look after the database, by one silo at a time.</summary>
internal interface IUpkeepTask
{
    /// <summary>In the table of runs and as a tag: one word.</summary>
    string Name { get; }

    /// <summary>Null: once in each window. Else: whenever this long has passed, at any time of day; such a task is short.</summary>
    TimeSpan? Every { get; }

    /// <summary>Runs on the leader's session and nowhere else. Stopped at any statement, it must be fit to be run again.</summary>
    /// <returns>What was done, in a few words.</returns>
    Task<string> Run(LeaderSession session, CancellationToken cancellation);
}
