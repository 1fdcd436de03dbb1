using System.Runtime.ExceptionServices;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>
/// The body of a tracker that sends a form.
/// A form that cannot be read is reported after its query has been read, because the query may be a call for help.
/// </summary>
internal static class OsmAndForm
{
    public static async Task<(IFormCollection? Form, ExceptionDispatchInfo? Unreadable)> Read(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return (request.HasFormContentType ? await request.ReadFormAsync(cancellation) : null, null);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // Without a boundary, with too many fields, too long: as the framework says it. A part that has no end it takes for a broken line.
            var told = exception is IOException and not BadHttpRequestException ? new InvalidDataException(exception.Message, exception) : exception;
            return (null, ExceptionDispatchInfo.Capture(told));
        }
    }
}
