namespace GrupoGad.Faults;

/// <summary>Named places between two durable steps of an exchange. The process dies at the place that a test names; else nothing happens.</summary>
public interface IFaultPoints
{
    /// <param name="point">One of <see cref="FaultPoints"/>.</param>
    ValueTask Reach(string point);
}

/// <summary>No faults: every process that is not under test.</summary>
internal sealed class NoFaultPoints : IFaultPoints
{
    public ValueTask Reach(string point) => ValueTask.CompletedTask;
}
