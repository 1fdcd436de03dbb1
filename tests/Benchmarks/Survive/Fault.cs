using GrupoGad.Benchmarks.Commands;
using GrupoGad.Benchmarks.Harness;

namespace GrupoGad.Benchmarks.Survive;

/// <summary>One thing that goes wrong, and how the machine's owner would put it right: what is killed is started again by whoever watches over it.</summary>
public sealed record Fault(string Name, Func<Task> Strike);

/// <summary>What can go wrong in an installation.</summary>
public sealed class Faults(Cluster cluster, PrivatePostGis postGis, PrivateRedis redis, Crew crew)
{
    private static readonly TimeSpan _freeze = TimeSpan.FromSeconds(2);

    /// <summary>In the order they are played, again and again; cuts of the line between the heavy ones, as in life.</summary>
    public IReadOnlyList<Fault> All =>
    [
        new("sockets cut", Cut),
        new("silo killed", () => Restart(cluster.Silos[0])),
        new("sockets cut", Cut),
        new("gateway killed", () => Restart(cluster.Gateways[0])),
        new("silo frozen", () => cluster.Silos[1].Freeze(_freeze)),
        new("sockets cut", Cut),
        new("redis killed", KillRedis),
        new("gateway frozen", () => cluster.Gateways[1].Freeze(_freeze)),
        new("sockets cut", Cut),
        new("postgresql killed", KillPostGis),
        new("silo killed", () => Restart(cluster.Silos[1])),
        new("sockets cut", Cut),
        new("redis frozen", () => redis.Freeze(_freeze)),
        new("gateway killed", () => Restart(cluster.Gateways[1])),
        new("postgresql frozen", () => postGis.Freeze(_freeze)),
        new("sockets cut", Cut),
        new("both silos killed", () => Task.WhenAll(Restart(cluster.Silos[0]), Restart(cluster.Silos[1]))),
        new("both gateways killed", () => Task.WhenAll(Restart(cluster.Gateways[0]), Restart(cluster.Gateways[1]))),
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
