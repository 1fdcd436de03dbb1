using GrupoGad.Silo.PostGis.Upkeep;

namespace GrupoGad.Silo.Tests.Upkeep;

/// <summary>Sessions of a leader, for tests that do its work themselves.</summary>
internal static class Leaders
{
    /// <summary>As soon as the one before has given the lock free.</summary>
    public static async Task<LeaderSession> Next(TestDatabase database)
    {
        LeaderSession? session = null;
        await Reports.Until("the lock of the leader is free", async () =>
            (session = await LeaderSession.TryOpen(database.Address, LeaderSession.Name, 3, TestContext.Current.CancellationToken)) is not null);
        return session!;
    }
}
