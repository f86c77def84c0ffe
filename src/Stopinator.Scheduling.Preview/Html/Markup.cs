using System.Globalization;
using System.Xml.Linq;

namespace Stopinator.Scheduling.Preview.Html;

/// <summary>Elements of a page that is both HTML and XML. Every text goes through this class, and the writer escapes it.</summary>
internal static class Markup
{
    /// <summary>
    /// Returns an element. An element without content still gets an end tag, which HTML requires unless the element is void.
    /// </summary>
    public static XElement Element(string name, params object?[] content) =>
        new(name, content.Select(Safe).Append(name is "meta" or "br" ? null : ""));

    public static XAttribute Class(string names) => new("class", names);

    public static XAttribute Attribute(string name, string value) => new(name, PlainText.Of(value));

    public static XAttribute Attribute(string name, double value) => new(name, value.ToString("0.##", CultureInfo.InvariantCulture));

    /// <summary>Returns a value as somebody wrote it. The text direction of the value ends with the value.</summary>
    public static XElement Written(string value) => Element("code", Attribute("dir", "auto"), value);

    public static XElement Heading(int level, string text) => Element(string.Create(CultureInfo.InvariantCulture, $"h{level}"), text);

    /// <summary>Returns text inside a drawing.</summary>
    public static XElement Label(double x, double y, string anchor, string text) =>
        Element("text", Attribute("x", x), Attribute("y", y), Attribute("text-anchor", anchor), text);

    public static XElement Rectangle(double x, double y, double width, double height, string kind, string? title = null) => Element(
        "rect",
        Attribute("x", x),
        Attribute("y", y),
        Attribute("width", width),
        Attribute("height", height),
        Class(kind),
        title is null ? null : Element("title", title));

    public static XElement Line(double x1, double y1, double x2, double y2, string kind) => Element(
        "line", Attribute("x1", x1), Attribute("y1", y1), Attribute("x2", x2), Attribute("y2", y2), Class(kind));

    /// <summary>
    /// Returns a drawing with a description for people who do not see it, in a frame that narrow screens can scroll, also by keyboard.
    /// </summary>
    public static XElement Drawing(double width, double height, string description, params object?[] content) => Element(
        "div", Class("frame"), Attribute("tabindex", "0"), Attribute("role", "region"), Attribute("aria-label", description),
        Element(
            "svg",
            Attribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}")),
            Attribute("role", "img"),
            Attribute("aria-label", description),
            content));

    public static XElement Table(string caption, IEnumerable<string> columns, IEnumerable<IEnumerable<object?>> rows) => Element(
        "table",
        Element("caption", caption),
        Element("thead", Element("tr", [.. columns.Select(column => Element("th", Attribute("scope", "col"), column))])),
        Element("tbody", [.. rows.Select(row => Element("tr", [.. row.Select(cell => Element("td", cell))]))]));

    private static object? Safe(object? content) => content is string text ? PlainText.Of(text) : content;
}
