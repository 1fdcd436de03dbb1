using System.Diagnostics;

namespace GrupoGad;

/// <summary>
/// Spans of this product: for traces that no request begins, and for one piece of work that is done for many requests. Without a collector a span costs a read
/// of a field.
/// </summary>
public static class Spans
{
    public const string SourceName = "GrupoGad";

    /// <summary>Limit of traces that one piece of work links to; further traces are not linked.</summary>
    public const int LinksMax = 32;

    private static readonly ActivitySource _source = new(SourceName);

    /// <summary>Context of the present activity when it is recorded; else default.</summary>
    public static ActivityContext Here => _source.HasListeners() && Activity.Current is { Recorded: true } current ? current.Context : default;

    /// <summary>Begins a trace for a message on a connection that lives for hours, because the message is no part of the connection's opening.</summary>
    public static Activity? Begin(string name)
    {
        if (!_source.HasListeners())
        {
            return null;
        }
        Activity.Current = null;
        return _source.StartActivity(name, ActivityKind.Server);
    }

    /// <summary>
    /// Work that many wait for, such as a commit. It belongs to the first recorded trace, and the other traces link to it. Null when no trace is recorded.
    /// </summary>
    public static Activity? Share<T>(string name, IReadOnlyList<T>? of, Func<T, ActivityContext> trace)
    {
        if (of is null || !_source.HasListeners())
        {
            return null;
        }
        var followed = of.Select(trace).Where(context => context.TraceId != default).Distinct().Take(LinksMax).ToArray();
        return followed.Length == 0
            ? null
            : _source.StartActivity(name, ActivityKind.Internal, followed[0], links: followed.Skip(1).Select(context => new ActivityLink(context)));
    }
}
