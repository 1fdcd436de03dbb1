using GrupoGad.WebFrontend.Preconditions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Tests.Preconditions;

public sealed class PatchLoopTests
{
    private long _version = 7;
    private int _puts;

    [Fact]
    public async Task A_patch_of_any_version_is_put_again_on_what_another_writer_made()
    {
        Assert.IsType<Ok<string>>((await Run(Expected.Of(Expectation.Something), staleFor: 2)).Result);
        Assert.Equal(3, _puts);
    }

    [Fact]
    public async Task After_five_puts_the_last_refusal_is_the_answer()
    {
        Assert.IsType<ProblemHttpResult>((await Run(Expected.Of(Expectation.Something), staleFor: int.MaxValue)).Result);
        Assert.Equal(5, _puts);
    }

    [Fact]
    public async Task A_patch_of_a_named_version_is_put_once()
    {
        Assert.IsType<ProblemHttpResult>((await Run(Expected.Version(7), staleFor: 1)).Result);
        Assert.Equal(1, _puts);
    }

    [Fact]
    public async Task A_resource_that_does_not_exist_is_not_put()
    {
        var answer = await PatchLoop.Run<string, string>(
            Expected.Of(Expectation.Something), () => ValueTask.FromResult<string?>(null), () => Problem(404), _ => 0, (_, _) => throw new InvalidOperationException());
        Assert.Equal(404, Assert.IsType<ProblemHttpResult>(answer.Result).StatusCode);
    }

    private static ProblemHttpResult Problem(int status) => TypedResults.Problem(statusCode: status);

    private Task<Results<Ok<string>, ProblemHttpResult>> Run(Expected expected, int staleFor) => PatchLoop.Run<string, string>(
        expected, () => ValueTask.FromResult<string?>("resource"), () => Problem(404), _ => _version, (_, made) =>
        {
            Assert.Equal([_version], made.Versions);
            _puts++;
            _version++;
            return Task.FromResult(_puts <= staleFor
                ? new PatchAnswer<string>(Problem(412), IsStale: true)
                : new PatchAnswer<string>(TypedResults.Ok("patched")));
        });
}
