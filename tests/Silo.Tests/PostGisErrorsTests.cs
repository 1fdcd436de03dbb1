using GrupoGad.Silo.PostGis;

namespace GrupoGad.Silo.Tests;

public sealed class PostGisErrorsTests
{
    [Fact]
    public void A_bare_exception_of_the_driver_is_an_outage_and_one_of_ours_is_not()
    {
        // What Npgsql throws when its prepared statement and the server are out of step.
        Assert.True(PostGisErrors.IsDriver(new Exception("unexpected message") { Source = "Npgsql" }));
        Assert.True(PostGisErrors.IsDriver(new InvalidOperationException("read", new Exception("unexpected message") { Source = "Npgsql" })));
        Assert.False(PostGisErrors.IsDriver(new Exception("a bug of ours")));
        Assert.False(PostGisErrors.IsDriver(new InvalidCastException("a bug of ours, in the driver's code") { Source = "Npgsql" }));
    }
}
