using System.Collections.Immutable;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>Events of one stream that one append carries and that are delivered together. Its serialized form is the payload of an entry.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.StreamBatch)]
internal sealed record StreamBatch : IBatchContainer
{
    [Id(0)] public required StreamId StreamId { get; init; }

    [Id(1)] public required ImmutableArray<object> Events { get; init; }

    /// <summary>Context that travels with a grain call, such as trace ids.</summary>
    [Id(2)] public Dictionary<string, object>? Context { get; init; }

    /// <summary>Place among the entries of its queue; 0 until it is read.</summary>
    [Id(3)] public long Sequence { get; init; }

    /// <summary>Where it lies in Redis. Known to the reader alone; no later part needs it.</summary>
    [field: NonSerialized]
    public EntryId Entry { get; init; }

    public StreamSequenceToken SequenceToken => new EventSequenceTokenV2(Sequence);

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>()
    {
        var first = new EventSequenceTokenV2(Sequence);
        return Events.OfType<T>().Select((item, place) => Tuple.Create<T, StreamSequenceToken>(item, first.CreateSequenceTokenForEvent(place)));
    }

    public bool ImportRequestContext()
    {
        foreach (var (name, value) in Context ?? [])
        {
            RequestContext.Set(name, value);
        }
        return Context is not null;
    }
}
