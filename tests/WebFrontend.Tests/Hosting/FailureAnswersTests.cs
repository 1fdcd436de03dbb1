using GrupoGad.WebFrontend.Hosting;

namespace GrupoGad.WebFrontend.Tests.Hosting;

public sealed class FailureAnswersTests
{
    [Fact]
    public void The_part_that_is_away_is_named_through_whatever_carries_it()
    {
        var postgis = new GadUnavailableException("postgis");
        Assert.Equal("postgis", FailureAnswers.PartOf(postgis));
        Assert.Equal("postgis", FailureAnswers.PartOf(new InvalidOperationException("could not come to life", postgis)));
        Assert.Equal("postgis", FailureAnswers.PartOf(new TimeoutException($"Failed to activate: {postgis}")));
        Assert.Equal("cluster", FailureAnswers.PartOf(new TimeoutException("no answer in 30 s")));
        Assert.Equal("journal", FailureAnswers.PartOf(new GadUnavailableException("journal", new GadUnavailableException("cluster"))));
    }
}
