using Stopinator.Testing.Answers;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Filters;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>Describes instances by id, by filter, by page, or all of them when nothing is specified.</summary>
internal sealed class DescribeInstances : PagedDescribeOfInstances
{
    protected override Field<Instance>? FieldOf(string filter) => InstanceFields.OfInstance(filter);

    protected override void Write(XmlBuffer xml, IReadOnlyList<Instance> items)
    {
        xml.Raw("<reservationSet>"u8);
        foreach (var reservation in items.GroupBy(instance => instance.Spec.ReservationId, StringComparer.Ordinal))
        {
            xml.Raw("<item>"u8);
            InstanceXml.WriteReservation(xml, [.. reservation]);
            xml.Raw("</item>"u8);
        }

        xml.Raw("</reservationSet>"u8);
    }
}
