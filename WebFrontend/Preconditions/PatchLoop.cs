using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Preconditions;

/// <summary>
/// Loop of every <c>PATCH</c>. It reads the resource, puts it with the patch merged onto it,
/// and reads it again when another writer came in between.
/// </summary>
internal static class PatchLoop
{
    /// <summary>Puts in all. Later ones follow only for a writer who takes any version; for others the first answer stands.</summary>
    private const int TriesMax = 5;

    /// <typeparam name="TView">The resource as its grain shows it.</typeparam>
    /// <typeparam name="TResource">The resource as the endpoint answers it.</typeparam>
    /// <param name="read">Null when there is no such resource.</param>
    /// <param name="unknown">The answer in that case.</param>
    /// <param name="version">Of what was just read.</param>
    /// <param name="put">Merges the patch onto what was read and puts it, expecting the version that it is given.</param>
    public static async Task<Results<Ok<TResource>, ProblemHttpResult>> Run<TView, TResource>(
        Expected expected, Func<ValueTask<TView?>> read, Func<ProblemHttpResult> unknown, Func<TView, long> version,
        Func<TView, Expected, Task<PatchAnswer<TResource>>> put) where TView : class
    {
        for (var tries = 1; ; tries++)
        {
            if (await read() is not { } view)
            {
                return unknown();
            }
            var (answer, isStale) = await put(view, expected.MadeFrom(version(view)));
            if (!isStale || !expected.TakesAny || tries == TriesMax)
            {
                return answer;
            }
        }
    }
}

/// <summary>Answer to one put of a patched resource.</summary>
/// <param name="IsStale">The resource had another version than the one read: nothing was put.</param>
internal readonly record struct PatchAnswer<TResource>(Results<Ok<TResource>, ProblemHttpResult> Answer, bool IsStale = false);
