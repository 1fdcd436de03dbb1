using System.Collections.Concurrent;
using GrupoGad.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.Membership;

/// <summary>The membership table as Orleans sees it, with three rules of this product for joining, judging and evicting.</summary>
/// <remarks>
/// Joining: a silo that finds an empty table waits, because the table may have been lost. The living silos write a lost table again within a second or two;
/// a silo that did not wait would become a second cluster beside theirs. Judging: a silo that was held up casts no vote. It received nothing while it was
/// held up, and that says nothing about the others. Evicting: the eviction is recorded, so that the evicted silo's writes are rejected, before another silo
/// takes its grains over.
/// </remarks>
internal sealed class GuardedTable(
    IMembershipTable table, ILocalSiloDetails self, HoldUps holdUps, EvictionRecord evictions, IOptions<ClusterOptions> options, TimeProvider clock) : IMembershipTable
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _recordWithin = TimeSpan.FromSeconds(1);

    /// <summary>Longest time that votes on one silo are withheld, so that a machine that is always busy can evict after all.</summary>
    private static readonly TimeSpan _withheldMax = TimeSpan.FromSeconds(10);

    /// <summary>By silo: the first and the last withheld vote on it in the present run of withheld votes.</summary>
    private readonly ConcurrentDictionary<SiloAddress, (long First, long Last)> _withheld = new();

    public async Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken)
    {
        await table.InitializeMembershipTableAsync(tryInitTableVersion, cancellationToken);
        var began = clock.GetTimestamp();
        while (clock.GetElapsedTime(began).TotalMilliseconds < options.Value.JoinEmptyAfterMs && (await table.ReadAllAsync(cancellationToken)).Members.Count == 0)
        {
            await Task.Delay(_look, clock, cancellationToken);
        }
    }

    public async Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken)
    {
        if (entry.SiloAddress.Equals(self.SiloAddress))
        {
            return await table.UpdateRowAsync(entry, etag, tableVersion, cancellationToken);
        }
        if (MustNotJudge(entry.SiloAddress) || !await table.UpdateRowAsync(entry, etag, tableVersion, cancellationToken))
        {
            return false;
        }
        if (entry.Status == SiloStatus.Dead)
        {
            _withheld.TryRemove(entry.SiloAddress, out _);
            await evictions.Make(entry.SiloAddress, _recordWithin);
        }
        return true;
    }

    public Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken) =>
        table.DeleteMembershipTableEntriesAsync(clusterId, cancellationToken);

    public Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken) =>
        table.CleanupDefunctSiloEntriesAsync(beforeDate, cancellationToken);

    public Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken) => table.ReadRowAsync(key, cancellationToken);

    public Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken) => table.ReadAllAsync(cancellationToken);

    public Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken) =>
        table.InsertRowAsync(entry, tableVersion, cancellationToken);

    public Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken) => table.UpdateIAmAliveAsync(entry, cancellationToken);

    // Orleans' names from before its methods took a cancellation token. They are no longer called.
    Task IMembershipTable.InitializeMembershipTable(bool tryInitTableVersion) => InitializeMembershipTableAsync(tryInitTableVersion, CancellationToken.None);

    Task<bool> IMembershipTable.UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        UpdateRowAsync(entry, etag, tableVersion, CancellationToken.None);

    Task IMembershipTable.DeleteMembershipTableEntries(string clusterId) => DeleteMembershipTableEntriesAsync(clusterId, CancellationToken.None);

    Task IMembershipTable.CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => CleanupDefunctSiloEntriesAsync(beforeDate, CancellationToken.None);

    Task<MembershipTableData> IMembershipTable.ReadRow(SiloAddress key) => ReadRowAsync(key, CancellationToken.None);

    Task<MembershipTableData> IMembershipTable.ReadAll() => ReadAllAsync(CancellationToken.None);

    Task<bool> IMembershipTable.InsertRow(MembershipEntry entry, TableVersion tableVersion) => InsertRowAsync(entry, tableVersion, CancellationToken.None);

    Task IMembershipTable.UpdateIAmAlive(MembershipEntry entry) => UpdateIAmAliveAsync(entry, CancellationToken.None);

    private bool MustNotJudge(SiloAddress other)
    {
        // An earlier process of this silo at the same endpoint is certainly dead.
        if (other.Endpoint.Equals(self.SiloAddress.Endpoint) || holdUps.Running > TimeSpan.FromSeconds(options.Value.ProbeTimeoutS * options.Value.MissedProbesMax))
        {
            return false;
        }
        var now = clock.GetTimestamp();
        // An old hold-up says nothing about this one, so the ten seconds begin again.
        var (first, _) = _withheld.AddOrUpdate(
            other, (now, now), (_, run) => (clock.GetElapsedTime(run.Last, now) > _withheldMax ? now : run.First, now));
        return clock.GetElapsedTime(first, now) < _withheldMax;
    }
}
