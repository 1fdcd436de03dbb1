using CsCheck;
using GrupoGad.WebFrontend.Ingest;

namespace GrupoGad.WebFrontend.Tests.Ingest;

public sealed class ReportIdsTests
{
    [Fact]
    public void A_retry_has_the_same_ids_on_every_gateway_for_ever()
    {
        // Written down: a change of the derivation would make a retry over an upgrade a second report.
        Assert.Equal(ReportIds.Of("E-0417", 7)[3], ReportIds.Of("E-0417", "7")[3]);
        Assert.Equal(6160427120921973404, ReportIds.Of("E-0417", 7)[3]);
    }

    [Fact]
    public void Places_of_a_batch_never_share_an_id() => Gen.Select(Gen.String, Gen.ULong[1, ulong.MaxValue]).Sample((caller, batch) =>
    {
        var ids = ReportIds.Of(caller, batch);
        return Enumerable.Range(0, ReportSubmission.BatchMax).Select(place => ids[place]).Distinct().Count() == ReportSubmission.BatchMax;
    }, iter: 200);

    [Fact]
    public void Caller_and_batch_are_not_confused()
    {
        Assert.NotEqual(ReportIds.Of("a", "bc")[0], ReportIds.Of("ab", "c")[0]);
        Assert.NotEqual(ReportIds.Of("a", 1)[0], ReportIds.Of("b", 1)[0]);
        Assert.NotEqual(ReportIds.Of("a", 1)[0], ReportIds.Of("a", 2)[0]);
    }

    [Fact]
    public void A_batch_without_an_id_is_never_taken_for_another()
    {
        Assert.NotEqual(ReportIds.Of("a", 0)[0], ReportIds.Of("a", 0)[0]);
        Assert.NotEqual(ReportIds.Of("a", "")[0], ReportIds.Of("a", "")[0]);
    }
}
