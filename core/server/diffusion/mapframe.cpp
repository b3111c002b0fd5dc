// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/mapframe.h"

namespace tuilerie {

Result<FrameView> FrameView::create(const MapFrame &frame, const Crs &crs)
{
    FrameView view(frame.grid());
    if (frame.crs.isSameAs(crs))
        return view;
    TUILERIE_TRY(transform, CrsTransform::create(frame.crs, crs));
    if (!transform.isIdentity())
        view.m_transform.emplace(std::move(transform));
    return view;
}

Point FrameView::centreOf(int column, int row) const
{
    Point point = m_grid.place(column + 0.5, row + 0.5);
    if (m_transform)
        m_transform->forward(std::span(&point, 1));
    return point;
}

} // namespace tuilerie
