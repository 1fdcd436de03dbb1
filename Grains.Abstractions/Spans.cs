using System.Diagnostics;

namespace GrupoGad;

/// <summary>Our own spans: where a trace begins that no request begins, and where one piece of work is done for many. Without a collector they cost a look at a field.</summary>
public static class Spans
{
    public const string SourceName = "GrupoGad";

    /// <summary>Limit of traces that one piece of work links to; further traces are not linked.</summary>
    public const int LinksMax = 32;

    private static readonly ActivitySource _source = new(SourceName);

    /// <summary>Of whoever asks, when it is followed. Else default.</summary>
    public static ActivityContext Here => _source.HasListeners() && Activity.Current is { Recorded: true } current ? current.Context : default;

    /// <summary>Begins a trace: what comes over a connection that lives for hours is no part of its opening.</summary>
    public static Activity? Begin(string name)
    {
        if (!_source.HasListeners())
        {
            return null;
        }
        Activity.Current = null;
        return _source.StartActivity(name, ActivityKind.Server);
    }

    /// <summary>Work that many wait for, such as a commit: it belongs to the trace of the first who is followed, and the traces of the others link to it. Null when none is.</summary>
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
