// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/legend.h"

#include <QCoreApplication>
#include <QFont>
#include <QFontMetrics>
#include <QPainter>
#include <qgslegendsymbolitem.h>
#include <qgsrendercontext.h>
#include <qgsrenderer.h>
#include <qgssymbol.h>
#include <qgssymbollayerutils.h>
#include <qgsvectorlayer.h>

namespace tuilerie {

namespace {

struct Row
{
    QString text;
    std::shared_ptr<QgsSymbol> symbol; ///< null for a heading
    int indent = 0;
};

constexpr int gap = 5;
constexpr int heightLimit = 16000, textLimit = 1000; ///< pixels: QPainter addresses 32767, and nobody looks further
constexpr double dotsPerMillimetre = 1 / 0.28;

bool isWithin(double denominator, double larger, double smaller)
{
    return denominator <= 0 || ((larger <= 0 || denominator >= larger) && (smaller <= 0 || denominator <= smaller));
}

std::vector<Row> rowsOf(const std::vector<const QgsVectorLayer *> &layers, const LegendOptions &options)
{
    std::vector<Row> rows;
    for (const QgsVectorLayer *layer : layers) {
        if (!layer->renderer()
            || (layer->hasScaleBasedVisibility()
                && !isWithin(options.scaleDenominator, layer->maximumScale(), layer->minimumScale())))
            continue;
        const QgsLegendSymbolList items = layer->renderer()->legendSymbolItems();
        const bool single = items.size() == 1;
        std::vector<Row> own;
        for (const QgsLegendSymbolItem &item : items) {
            if (!isWithin(options.scaleDenominator, item.scaleMinDenom(), item.scaleMaxDenom()))
                continue;
            const QString text = single && item.label().isEmpty() ? layer->name() : item.label();
            if (!options.rule.isEmpty() && text != options.rule)
                continue;
            own.push_back(
                {text, item.symbol() ? std::shared_ptr<QgsSymbol>(item.symbol()->clone()) : nullptr, item.level()});
        }
        if (layers.size() > 1 && options.rule.isEmpty() && !single && !own.empty())
            rows.push_back({layer->name(), nullptr, 0});
        rows.insert(rows.end(), own.begin(), own.end());
    }
    return rows;
}

/// Points need as much room as they take on the map.
QSize roomFor(const QgsSymbol &symbol, const QSize &least, QgsRenderContext &context)
{
    if (symbol.type() != Qgis::SymbolType::Marker)
        return least;
    const int size =
        int(std::ceil(QgsSymbolLayerUtils::estimateMaxSymbolBleed(const_cast<QgsSymbol *>(&symbol), context) * 2)) + 2;
    return {std::clamp(size, least.width(), 256), std::clamp(size, least.height(), 256)};
}

} // namespace

QImage legendImage(const std::vector<const QgsVectorLayer *> &layers, const LegendOptions &options)
{
    std::vector<Row> rows = rowsOf(layers, options);
    QFont font(QStringLiteral("Sans Serif"));
    font.setPixelSize(12);
    const QFontMetrics metrics(font);
    QImage probe(1, 1, QImage::Format_ARGB32_Premultiplied);
    probe.fill(Qt::transparent);
    if (rows.empty())
        return probe;
    probe.setDotsPerMeterX(qRound(dotsPerMillimetre * 1000));
    probe.setDotsPerMeterY(qRound(dotsPerMillimetre * 1000));
    const auto contextOf = [&](QPainter &painter) {
        QgsRenderContext context = QgsRenderContext::fromQPainter(&painter);
        context.setScaleFactor(dotsPerMillimetre);
        if (options.scaleDenominator > 0) {
            context.setRendererScale(options.scaleDenominator);
            context.setMapToPixel(QgsMapToPixel(options.scaleDenominator * 0.00028));
        }
        context.setFlag(Qgis::RenderContextFlag::Antialiasing);
        return context;
    };
    std::vector<QSize> rooms;
    int symbolWidth = 0, textWidth = 0, height = gap;
    {
        QPainter painter(&probe);
        QgsRenderContext context = contextOf(painter);
        for (size_t i = 0; i < rows.size(); ++i) {
            Row &row = rows[i];
            if (height > heightLimit) { // said, not left out in silence
                row = {QCoreApplication::translate("tuilerie::Legend", "… and %1 more").arg(rows.size() - i), nullptr, 0};
                rows.resize(i + 1);
            }
            rooms.push_back(row.symbol ? roomFor(*row.symbol, options.symbol, context) : QSize(0, 0));
            symbolWidth = std::max(symbolWidth, rooms.back().width() + row.indent * 12);
            row.text = metrics.elidedText(row.text, Qt::ElideRight, textLimit);
            textWidth = std::max(textWidth, metrics.horizontalAdvance(row.text));
            height += std::max(rooms.back().height(), metrics.height()) + gap;
        }
    }
    const bool isBare = !options.rule.isEmpty(); // WMS: the symbol of one rule alone
    const QSize size = isBare ? rooms.front() : QSize(gap + symbolWidth + gap + textWidth + gap, height);
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(options.transparent ? Qt::transparent : Qt::white);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.setFont(font);
    int y = isBare ? 0 : gap;
    for (size_t i = 0; i < rows.size(); ++i) {
        const Row &row = rows[i];
        const int rowHeight = std::max(rooms[i].height(), metrics.height());
        if (row.symbol) {
            QgsRenderContext context = contextOf(painter);
            painter.save();
            painter.translate(isBare ? 0 : gap + row.indent * 12 + (symbolWidth - row.indent * 12 - rooms[i].width()) / 2,
                isBare ? 0 : y + (rowHeight - rooms[i].height()) / 2);
            row.symbol->drawPreviewIcon(&painter, rooms[i], &context);
            painter.restore();
        }
        if (isBare)
            break;
        painter.setPen(Qt::black);
        const int left = row.symbol ? gap + symbolWidth + gap : gap;
        painter.drawText(QRect(left, y, size.width() - left, rowHeight), Qt::AlignVCenter | Qt::AlignLeft, row.text);
        y += rowHeight + gap;
    }
    painter.end();
    return image;
}

} // namespace tuilerie
