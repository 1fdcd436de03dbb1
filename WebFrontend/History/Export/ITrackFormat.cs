using GrupoGad.Efectivos;

namespace GrupoGad.WebFrontend.History.Export;

/// <summary>Writes a track, fix by fix, as one kind of file.</summary>
internal interface ITrackFormat
{
    string ContentType { get; }

    /// <summary>Of the file's name, without the dot.</summary>
    string Extension { get; }

    void Begin(TextWriter file, string efectivoId);

    /// <param name="afterSilence">So long after the one before that nobody knows the way.</param>
    void Write(TextWriter file, in Fix fix, bool afterSilence);

    void End(TextWriter file);
}
