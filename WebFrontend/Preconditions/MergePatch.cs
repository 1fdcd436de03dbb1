using System.Text.Json;
using System.Text.Json.Nodes;
using GrupoGad.WebFrontend.Hosting;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Preconditions;

/// <summary>The members of a resource that are to change (RFC 7396): null takes one away, a list is replaced whole, what is not named stays.</summary>
internal sealed class MergePatch
{
    public const string ContentType = "application/merge-patch+json";

    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    private readonly JsonObject _changes;
    private readonly JsonSerializerOptions _options;

    private MergePatch(JsonObject changes, JsonSerializerOptions options) => (_changes, _options) = (changes, options);

    /// <summary>Called by the framework.</summary>
    public static async ValueTask<MergePatch?> BindAsync(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;
        var (document, unreadable) = await JsonText.Read(context.Request, context.RequestAborted);
        using var _ = document;
        return document?.RootElement is { ValueKind: JsonValueKind.Object } changes
            ? new MergePatch(JsonObject.Create(changes.Clone(), AnyCase)!, options)
            : throw Unreadable(new JsonException(unreadable?.Rule ?? "An object of members to change.", "$", null, null));
    }

    /// <summary>As it was sent, but for blanks.</summary>
    public string Sent => _changes.ToJsonString();

    /// <summary>The resource with the changes, as if it had been sent whole: an unknown member is refused by name.</summary>
    public TItem Onto<TItem>(TItem resource) where TItem : class
    {
        try
        {
            var whole = JsonSerializer.SerializeToNode(resource, _options)!.AsObject();
            Merge(whole, _changes);
            return whole.Deserialize<TItem>(_options)!;
        }
        catch (JsonException exception)
        {
            throw Unreadable(exception);
        }
        catch (ArgumentException exception)
        {
            // Two spellings of one member.
            throw Unreadable(new JsonException("Each member once.", "$", null, null, exception));
        }
    }

    /// <remarks>A member that is taken away stays as null, which our messages read as left out; so a misspelt one is found also when it is to go.</remarks>
    private static void Merge(JsonObject onto, JsonObject changes)
    {
        foreach (var (name, change) in changes)
        {
            if (change is JsonObject inner)
            {
                var part = onto[name] as JsonObject ?? new JsonObject(AnyCase);
                Merge(part, inner);
                if (part.Parent is null)
                {
                    onto[name] = part;
                }
            }
            else
            {
                onto[name] = change?.DeepClone();
            }
        }
    }

    private static BadHttpRequestException Unreadable(JsonException exception) => new("The patch cannot be read.", StatusCodes.Status400BadRequest, exception);
}
