// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/styled/styledprofile.h"

#include <QCoreApplication>

#include <chrono>
#include <cstring>
#include <thread>

namespace tuilerie::raster {

namespace {

constexpr auto patience = std::chrono::milliseconds(200);

class StyledSource final : public PixelSource
{
public:
    StyledSource(const StyledPyramidParams &params, const RasterProfile &profile, RenderPool &pool, WorkControl &control)
        : m_pool(pool)
        , m_control(control)
        , m_layout(profile.render.layout)
    {
        m_request.tables = params.tables;
        m_request.crs = profile.grid.crs();
        m_request.format = QStringLiteral("rgba");
        m_request.transparent = true;
        m_request.partOfLarger = true;
        m_request.margin = params.buffer;
    }

    Status render(const TileMatrix &matrix, const PixelRect &rect, PixelImage &out) override
    {
        m_request.width = int(rect.width());
        m_request.height = int(rect.height());
        m_request.extent = {matrix.origin.x + double(rect.x0) * matrix.cellSize,
            matrix.origin.y - double(rect.y1) * matrix.cellSize, matrix.origin.x + double(rect.x1) * matrix.cellSize,
            matrix.origin.y - double(rect.y0) * matrix.cellSize};
        out = PixelImage(rect, m_layout);
        TUILERIE_TRY(pixels, drawn());
        if (pixels.size() != rect.width() * rect.height() * 4)
            return fail(ErrorCode::Internal,
                QCoreApplication::translate("tuilerie::StyledPyramid",
                    "The renderer gave a picture of another size. Install programs of one version."));
        fill(reinterpret_cast<const uint8_t *>(pixels.constData()), out);
        return {};
    }

private:
    /// A pool that others use too may be full for a while: this work can wait.
    Result<QByteArray> drawn()
    {
        for (;;) {
            auto pixels = m_pool.map(m_request);
            if (pixels || pixels.error().code != ErrorCode::Busy)
                return pixels;
            TUILERIE_CHECK(checkStop(m_control));
            std::this_thread::sleep_for(patience);
        }
    }

    void fill(const uint8_t *rgba, PixelImage &out) const
    {
        const size_t count = out.validity().size();
        uint8_t *to = out.samples().data();
        uint8_t *valid = out.validity().data();
        const bool isOpaque = m_layout.channels == 3;
        for (size_t i = 0; i < count; ++i, rgba += 4, to += m_layout.channels) {
            const unsigned alpha = rgba[3];
            if (alpha == 0)
                continue;
            valid[i] = 255;
            if (isOpaque)
                for (size_t c = 0; c < 3; ++c)
                    to[c] = uint8_t((rgba[c] * alpha + unsigned(m_layout.nodata[c]) * (255 - alpha) + 127) / 255);
            else
                std::memcpy(to, rgba, 4);
        }
    }

    RenderPool &m_pool;
    WorkControl &m_control;
    PixelLayout m_layout;
    MapRequest m_request;
};

} // namespace

Result<std::unique_ptr<PixelSource>> styledSource(
    const StyledPyramidParams &params, const RasterProfile &profile, RenderPool &pool, WorkControl &control)
{
    return std::unique_ptr<PixelSource>(std::make_unique<StyledSource>(params, profile, pool, control));
}

} // namespace tuilerie::raster
