using CsCheck;
using GrupoGad.Silo.RedisStreams;

namespace GrupoGad.Silo.Tests.RedisStreams;

public sealed class RuleTests(PrivateRedis redis) : IClassFixture<PrivateRedis>
{
    private static readonly Gen<EntryId> _ids = Gen.Select(Gen.ULong[0, 1UL << 42], Gen.ULong[0, 1_000], (ms, number) => new EntryId(ms, number));

    [Fact]
    public void An_id_is_read_as_it_is_written() => _ids.Sample(id => Assert.Equal(id, EntryId.Parse(id.ToString())));

    [Fact]
    public void Sequence_numbers_order_as_ids_do() => Gen.Select(_ids, _ids).Sample((a, b) =>
        Assert.Equal(Math.Sign(a.CompareTo(b)), Math.Sign(a.SequenceAfter(-1).CompareTo(b.SequenceAfter(-1)))));

    [Fact]
    public void Sequence_numbers_rise_whatever_the_ids_do() => _ids.Array[1, 50].Sample(ids =>
    {
        var previous = 0L;
        foreach (var id in ids)
        {
            var next = id.SequenceAfter(previous);
            Assert.True(next > previous);
            previous = next;
        }
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("-5")]
    [InlineData("5-")]
    [InlineData("a-b")]
    [InlineData("5--1")]
    public void What_is_no_id_is_refused(string? text) => Assert.Throws<FormatException>(() => EntryId.Parse(text));

    [Fact]
    public async Task Events_that_are_too_large_are_refused_with_the_limit()
    {
        await using var queue = await OneQueue.Open(redis, options => options.EntryBytesMax = 1_024);

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => queue.AppendTogether([new string('x', 2_000)]));

        Assert.Contains("1024 are allowed (Gad:Streams:EntryBytesMax)", refused.Message, StringComparison.Ordinal);
    }
}
