using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace GrupoGad.WebFrontend.Tests.Doors;

/// <summary>
/// Meters of one front end among several in a process. The OpenTelemetry SDK listens to the whole process and takes two instruments of the same
/// name, meter and version for one: the end of one front end would end the measuring of all others. So each has a version of its own here.
/// </summary>
internal sealed class OwnMeters : IMeterFactory
{
    private readonly ConcurrentDictionary<string, Meter> _meters = new();
    private readonly string _version = Guid.NewGuid().ToString("N");

    public Meter Create(MeterOptions options) =>
        _meters.GetOrAdd(options.Name, name => new Meter(new MeterOptions(name) { Version = _version, Tags = options.Tags, Scope = this }));

    public void Dispose()
    {
        foreach (var meter in _meters.Values)
        {
            meter.Dispose();
        }
    }
}
