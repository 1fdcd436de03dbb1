using GrupoGad.Benchmarks.Commands;
using GrupoGad.Benchmarks.Harness;

namespace GrupoGad.Benchmarks.Survive;

/// <summary>A fault, and its repair as by the owner of the machine: a killed process is started again by its supervisor.</summary>
/// <param name="Gateways">Numbers of the gateways that are struck. Their clients have to connect to another one.</param>
/// <param name="LeavesSilo">At least one silo goes on.</param>
public sealed record Fault(string Name, Func<Task> Strike, bool LeavesSilo = true, params int[] Gateways);

/// <summary>The faults of an installation.</summary>
public sealed class Faults(Cluster cluster, PrivatePostGis postGis, PrivateRedis redis, Crew crew)
{
    private static readonly TimeSpan _freeze = TimeSpan.FromSeconds(2);

    /// <summary>Longer than the time after which a silo is declared dead, so the silo that wakes again has been evicted.</summary>
    private static readonly TimeSpan _hang = TimeSpan.FromSeconds(20);

    /// <summary>In the order in which they are played, repeatedly, with cut sockets between the heavy faults, as in practice.</summary>
    public IReadOnlyList<Fault> All =>
    [
        new("sockets cut", Cut),
        new("silo killed", () => Restart(cluster.Silos[0])),
        new("sockets cut", Cut),
        new("gateway killed", () => Restart(cluster.Gateways[0]), true, 0),
        new("silo frozen", () => cluster.Silos[1].Freeze(_freeze)),
        new("sockets cut", Cut),
        new("redis killed", KillRedis),
        new("gateway frozen", () => cluster.Gateways[1].Freeze(_freeze), true, 1),
        new("sockets cut", Cut),
        new("postgresql killed", KillPostGis),
        new("silo killed", () => Restart(cluster.Silos[1])),
        new("sockets cut", Cut),
        new("redis frozen", () => redis.Freeze(_freeze)),
        new("gateway killed", () => Restart(cluster.Gateways[1]), true, 1),
        new("postgresql frozen", () => postGis.Freeze(_freeze)),
        new("sockets cut", Cut),
        new("silo hung", () => Hang(cluster.Silos[0])),
        new("redis emptied, then a silo killed", () => Emptied(cluster.Silos[0])),
        new("sockets cut", Cut),
        new("gateway hung", () => cluster.Gateways[0].Freeze(_hang), true, 0),
        new("redis emptied, then a gateway killed", () => Emptied(cluster.Gateways[1]), true, 1),
        new("silo killed", () => Restart(cluster.Silos[1])),
        new("both silos killed", () => Task.WhenAll(Restart(cluster.Silos[0]), Restart(cluster.Silos[1])), LeavesSilo: false),
        new("both gateways killed", () => Task.WhenAll(Restart(cluster.Gateways[0]), Restart(cluster.Gateways[1])), true, 0, 1),
    ];

    private Task Cut()
    {
        crew.Cut(share: 0.2);
        return Task.CompletedTask;
    }

    private static async Task Restart(Member member)
    {
        await member.Kill();
        await member.Start();
    }

    /// <summary>A process that was given up as dead ends when it finds out, and is started again.</summary>
    private static async Task Hang(Member member)
    {
        await member.Freeze(_hang);
        var deadline = DateTime.UtcNow.AddSeconds(15);
        while (member.Runs && DateTime.UtcNow < deadline)
        {
            await Task.Delay(100);
        }
        await member.Start();
    }

    /// <summary>Its data is gone, and before anybody has put that right the next fault comes.</summary>
    private async Task Emptied(Member member)
    {
        await redis.Empty();
        await Task.Delay(_freeze);
        await Restart(member);
    }

    private async Task KillRedis()
    {
        await redis.Kill();
        await redis.Start();
    }

    private async Task KillPostGis()
    {
        await postGis.Kill();
        await postGis.Start();
    }
}
