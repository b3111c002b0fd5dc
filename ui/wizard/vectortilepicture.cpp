// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/vectortilepicture.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <cstdint>
#include <optional>
#include <vector>

namespace tuilerie {

namespace {

constexpr QRgb colors[] = {0xff1f78b4, 0xffd95f02, 0xff1b9e77, 0xff7570b3, 0xffe7298a, 0xff66a61e, 0xffa6761d};

/// Protocol Buffers' wire format, as far as a tile needs it. Never reads past its end.
class Wire
{
public:
    Wire(const char *data, qsizetype size)
        : m_at(reinterpret_cast<const uint8_t *>(data))
        , m_end(m_at + size)
    {
    }
    bool atEnd() const { return m_at >= m_end; }
    bool isGood() const { return m_good; }
    /// The next field's number; 0 at the end or when it is broken.
    int next()
    {
        if (atEnd() || !m_good)
            return 0;
        const uint64_t key = varint();
        m_type = int(key & 7);
        return m_good ? int(key >> 3) : 0;
    }
    uint64_t varint()
    {
        uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (atEnd())
                break;
            const uint8_t byte = *m_at++;
            value |= uint64_t(byte & 0x7f) << shift;
            if (!(byte & 0x80))
                return value;
        }
        m_good = false;
        return 0;
    }
    Wire message()
    {
        const uint64_t size = m_type == 2 ? varint() : uint64_t(m_end - m_at) + 1;
        if (!m_good || size > uint64_t(m_end - m_at)) {
            m_good = false;
            return Wire(nullptr, 0);
        }
        Wire inside(reinterpret_cast<const char *>(m_at), qsizetype(size));
        m_at += size;
        return inside;
    }
    void skip()
    {
        if (m_type == 0)
            varint();
        else if (m_type == 2)
            message();
        else if (m_type == 1 || m_type == 5)
            (m_end - m_at) >= (m_type == 1 ? 8 : 4) ? void(m_at += m_type == 1 ? 8 : 4) : void(m_good = false);
        else
            m_good = false;
    }

private:
    const uint8_t *m_at;
    const uint8_t *m_end;
    int m_type = 0;
    bool m_good = true;
};

int zigzag(uint64_t value)
{
    const auto n = uint32_t(value);
    return int((n >> 1) ^ (~(n & 1) + 1));
}

/// MVT 2.1 §4.3: commands with their counts, deltas zigzag-encoded.
bool readGeometry(Wire wire, QPainterPath &path, std::vector<QPointF> &points, int type, double scale)
{
    qint64 x = 0, y = 0;
    while (!wire.atEnd()) {
        const uint64_t command = wire.varint();
        const int id = int(command & 7);
        uint64_t count = command >> 3;
        if (!wire.isGood())
            return false;
        if (id == 7) {
            path.closeSubpath();
            continue;
        }
        if (id != 1 && id != 2)
            return false;
        for (; count > 0; --count) {
            x += zigzag(wire.varint());
            y += zigzag(wire.varint());
            if (!wire.isGood())
                return false;
            const QPointF point(double(x) * scale, double(y) * scale);
            if (type == 1)
                points.push_back(point);
            else if (id == 1)
                path.moveTo(point);
            else
                path.lineTo(point);
        }
    }
    return wire.isGood();
}

bool drawLayer(Wire layer, QPainter &painter, int side, const QColor &color, int &features)
{
    struct Feature
    {
        int type = 0;
        std::optional<Wire> geometry;
    };
    std::vector<Feature> found;
    double extent = 4096;
    while (const int field = layer.next()) {
        if (field == 2) {
            Wire message = layer.message();
            Feature feature;
            while (const int inside = message.next()) {
                if (inside == 3)
                    feature.type = int(message.varint());
                else if (inside == 4)
                    feature.geometry = message.message();
                else
                    message.skip();
            }
            if (!message.isGood())
                return false;
            found.push_back(feature);
        } else if (field == 5) {
            extent = double(std::max<uint64_t>(1, layer.varint()));
        } else {
            layer.skip();
        }
    }
    QColor fill = color;
    fill.setAlpha(60);
    for (const Feature &feature : found) {
        QPainterPath path;
        path.setFillRule(Qt::OddEvenFill);
        std::vector<QPointF> points;
        if (!feature.geometry || !readGeometry(*feature.geometry, path, points, feature.type, side / extent))
            return false;
        painter.setPen(QPen(color, 1));
        painter.setBrush(feature.type == 3 ? QBrush(fill) : feature.type == 1 ? QBrush(color) : QBrush(Qt::NoBrush));
        painter.drawPath(path);
        for (const QPointF &point : points)
            painter.drawEllipse(point, 2.2, 2.2);
    }
    features += int(found.size());
    return layer.isGood();
}

} // namespace

Result<VectorTilePicture> drawVectorTile(const QByteArray &tile, int side)
{
    VectorTilePicture picture;
    picture.image = QImage(side, side, QImage::Format_ARGB32_Premultiplied);
    picture.image.fill(Qt::white);
    QPainter painter(&picture.image);
    painter.setRenderHint(QPainter::Antialiasing);
    Wire wire(tile.constData(), tile.size());
    std::vector<Wire> layers;
    while (const int field = wire.next()) {
        if (field == 3)
            layers.push_back(wire.message());
        else
            wire.skip();
    }
    bool good = wire.isGood();
    // The first layer is the topmost.
    for (size_t i = layers.size(); i-- > 0 && good;)
        good = drawLayer(layers[i], painter, side, QColor::fromRgb(colors[i % std::size(colors)]), picture.features);
    if (!good)
        return fail(
            ErrorCode::Corrupt, QCoreApplication::translate("tuilerie::SamplePane", "The sample is no vector tile."));
    picture.layers = int(layers.size());
    return picture;
}

} // namespace tuilerie
