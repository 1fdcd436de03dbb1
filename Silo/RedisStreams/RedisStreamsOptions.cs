using System.ComponentModel.DataAnnotations;
using GrupoGad.Retries;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>How notices travel through Redis. Section <c>Gad:Streams</c>; the address is <c>ConnectionStrings:Redis</c>.</summary>
public sealed class RedisStreamsOptions : IValidatableObject
{
    public const string Section = "Gad:Streams";

    /// <summary>First part of every key. The service id follows, so that installations may share a server.</summary>
    [Required, RegularExpression("^[^{}]+$", ErrorMessage = "RedisStreamsOptions: KeyPrefix must not hold braces; they mark what a Redis cluster keeps together.")]
    public string KeyPrefix { get; set; } = "gad:streams";

    /// <summary>
    /// Redis streams that the Orleans streams are spread over. Eight: four silos have two each, and an idle one costs ten commands a second.
    /// Part of the data format: after a change, entries in a key that is no longer read stay there.
    /// </summary>
    [Range(1, 256)] public int Queues { get; set; } = 8;

    /// <summary>
    /// Entries that a key keeps, approximately. Redis runs without eviction, so its memory is bounded here. 10,000 is ten seconds of 8,000 notices a
    /// second over all queues. A silo further behind than that loses notices, and their commands are late by the re-send period.
    /// </summary>
    [Range(100, 10_000_000)] public int QueueEntriesMax { get; set; } = 10_000;

    /// <summary>Size of one entry, bytes. A notice carries ids, not texts; this times <see cref="CacheEntriesMax"/> bounds a queue's memory.</summary>
    [Range(1_024, 16 << 20)] public int EntryBytesMax { get; set; } = 64 << 10;

    /// <summary>Entries of one queue in memory, read and not yet delivered; beyond it reading stops and Redis holds the rest.</summary>
    [Range(10, 100_000)] public int CacheEntriesMax { get; set; } = 1_000;

    /// <summary>
    /// How long an idle queue waits for the signal of an appended entry before it reads by itself, ms. The signal comes at once. A lost signal delays the
    /// entry by this time, which must stay below the 250 ms of a critical command.
    /// </summary>
    [Range(5, 10_000)] public int IdleReadEveryMs { get; set; } = 200;

    /// <summary>Pause between two looks at a queue that was empty, held back or away, ms. Not between pages: they follow at once.</summary>
    [Range(1, 1_000)] public int PumpPauseMs { get; set; } = 5;

    /// <summary>How often the place reached is saved, ms. After a kill, entries behind the last saved place are delivered again.</summary>
    [Range(10, 60_000)] public int CheckpointEveryMs { get; set; } = 500;

    /// <summary>Time limit of a Redis command, ms. After it the publisher gets an error that Redis is away. A healthy one answers in less than one.</summary>
    [Range(50, 10_000)] public int OperationTimeoutMs { get; set; } = 1_000;

    /// <summary>First pause after a failed read or delivery, ms; it doubles up to <see cref="RetryMaxMs"/>.</summary>
    [Range(1, 10_000)] public int RetryFirstMs { get; set; } = 10;

    /// <summary>Longest such pause, ms: how long after its return an absent Redis is noticed.</summary>
    [Range(1, 30_000)] public int RetryMaxMs { get; set; } = 250;

    /// <summary>Between failed reads or deliveries.</summary>
    internal Backoff Retries => new(TimeSpan.FromMilliseconds(RetryFirstMs), TimeSpan.FromMilliseconds(RetryMaxMs));

    /// <summary>
    /// How long a delivery is tried, s, before the entry is given up so that those behind it move on. Longer than a killed silo's grains need to
    /// come up elsewhere; a notice given up is made good by the re-send.
    /// </summary>
    [Range(1, 600)] public int DeliverWithinS { get; set; } = 15;

    /// <summary>Entries handed to a grain in one call. Under load it saves calls; one that fails is handed over again as a whole.</summary>
    [Range(1, 1_000)] public int DeliveryBatchMax { get; set; } = 32;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RetryFirstMs > RetryMaxMs)
        {
            yield return new ValidationResult($"{nameof(RedisStreamsOptions)}: {nameof(RetryFirstMs)} must be at most {nameof(RetryMaxMs)}.");
        }
    }
}
