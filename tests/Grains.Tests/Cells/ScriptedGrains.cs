using System.Reflection;

namespace GrupoGad.Cells;

/// <summary>A grain factory that knows string-keyed grains only, and makes them with what it is given.</summary>
public class ScriptedGrains : DispatchProxy
{
    private Func<Type, string, object> _make = static (type, key) => throw new InvalidOperationException($"No {type.Name} {key} in this test.");

    /// <param name="make">Of an interface and a key.</param>
    public static IGrainFactory Of(Func<Type, string, object> make)
    {
        var factory = Create<IGrainFactory, ScriptedGrains>();
        ((ScriptedGrains)(object)factory)._make = make;
        return factory;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => args is [string key, ..]
        ? _make(targetMethod!.GetGenericArguments()[0], key)
        : throw new InvalidOperationException($"{targetMethod} is not asked for in these tests.");
}

/// <summary>A live cell that keeps what it is told, or fails while it is away.</summary>
internal sealed class ScriptedCell : ICellGrain
{
    private readonly CellRoster _roster = new();

    public bool Away { get; set; }

    public bool Holds(string efectivoId) => _roster.TryFind(efectivoId, out _);

    public ValueTask Enter(CellMember member) => Take(() => _roster.Enter(member));

    public ValueTask Move(CellMove move) => Take(() => _roster.Move(move, out _));

    public ValueTask Leave(string efectivoId, long version) => Take(() => _roster.Leave(efectivoId, version, DateTime.UnixEpoch));

    public ValueTask CallRoll(long sinceMs) => Take(() => 0);

    private ValueTask Take<T>(Func<T> take)
    {
        if (Away)
        {
            return ValueTask.FromException(new TimeoutException("away"));
        }
        take();
        return ValueTask.CompletedTask;
    }
}
