namespace GrupoGad.WebFrontend.Tests.Hosting;

public sealed class FailureAnswersTests
{
    [Fact]
    public void The_part_that_is_away_is_named_through_whatever_carries_it()
    {
        var postgis = new GadUnavailableException("postgis");
        Assert.Equal("postgis", GadUnavailableException.PartOf(postgis));
        Assert.Equal("postgis", GadUnavailableException.PartOf(new InvalidOperationException("could not come to life", postgis)));
        Assert.Equal("postgis", GadUnavailableException.PartOf(new TimeoutException($"Failed to activate: {postgis}")));
        Assert.Equal("cluster", GadUnavailableException.PartOf(new TimeoutException("no answer in 30 s")));
        Assert.Equal("journal", GadUnavailableException.PartOf(new GadUnavailableException("journal", new GadUnavailableException("cluster"))));
        // The layer that gave up says that the cluster did not answer; the one it gave up on knew better.
        Assert.Equal("postgis", GadUnavailableException.PartOf(new GadUnavailableException("cluster", new OrleansException($"Failed to activate: {postgis}"))));
        Assert.Equal("cluster", GadUnavailableException.PartOf(new GadUnavailableException("cluster", new TimeoutException("cluster is unavailable"))));
    }
}
