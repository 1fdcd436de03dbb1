using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace GrupoGad.WebFrontend.Tests.Doors;

/// <summary>Requests that say what their caller read.</summary>
internal static class Conditional
{
    public const string MergePatch = "application/merge-patch+json";

    public static Task<HttpResponseMessage> Put(this HttpClient client, string path, object body, string? ifMatch = null, string? ifNoneMatch = null) =>
        client.Send(HttpMethod.Put, path, JsonContent.Create(body), ifMatch, ifNoneMatch);

    public static Task<HttpResponseMessage> Patch(this HttpClient client, string path, string changes, string? ifMatch = null, string mediaType = MergePatch)
    {
        var content = new StringContent(changes);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return client.Send(HttpMethod.Patch, path, content, ifMatch);
    }

    public static async Task<HttpResponseMessage> Send(
        this HttpClient client, HttpMethod method, string path, HttpContent? content = null, string? ifMatch = null, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        Add(request, "If-Match", ifMatch);
        Add(request, "If-None-Match", ifNoneMatch);
        return await client.SendAsync(request, DoorsWorld.Cancel);
    }

    /// <summary>As it stands in the header, which has to be there.</summary>
    public static string Tag(this HttpResponseMessage answer) => Assert.Single(answer.Headers.GetValues("ETag"));

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
