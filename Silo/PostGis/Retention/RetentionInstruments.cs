using System.Diagnostics.Metrics;

namespace GrupoGad.Silo.PostGis.Retention;

/// <summary>Meter of what is deleted because its time is over. One tag value a class of data.</summary>
internal sealed class RetentionInstruments
{
    private readonly Counter<long> _deleted;

    public RetentionInstruments(IMeterFactory meters) => _deleted = meters.Create(PostGisMeter.Name).CreateCounter<long>(
        "gad.retention.deleted", "{item}", "Deleted after their time: operations, commands, alarms, …; of positions and fence events, partitions and files.");

    public void Deleted(string kind, long count) => _deleted.Add(count, new KeyValuePair<string, object?>("class", kind));
}
